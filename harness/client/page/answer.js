/** Makes the fetches that another page asks for by messages, and says what it saw of them. */
globalThis.answerTo = (asking) => {
  addEventListener('message', async ({ data: { id, given, timeout } }) => {
    try {
      asking.postMessage({ id, seen: await runFetch(given, timeout) }, '*');
    } catch (error) {
      asking.postMessage({ id, failure: String(error) }, '*');
    }
  });
  asking.postMessage({ id: 'ready' }, '*');
};
