/** Makes one fetch of a case as a page would, and says what the page could see of it. Runs in any
 *  page, the runner page and its frame with an opaque origin alike. */
globalThis.runFetch = (given, timeout) => {
  const late = new Promise((resolve) => {
    setTimeout(() => resolve({ type: 'unsettled' }), timeout);
  });
  return Promise.race([runWithoutTimeout(given), late]);
};

function runWithoutTimeout(given) {
  if (given.initiator !== null) return loadByInitiator(given);
  return given.api === 'xhr' ? byXMLHttpRequest(given) : byFetch(given);
}

async function byFetch({ url, stream, duplex, headers, body, ...init }) {
  let response;
  try {
    response = await fetch(url, {
      method: init.method,
      headers,
      mode: init.mode,
      credentials: init.credentials,
      redirect: init.redirect,
      referrerPolicy: init.referrerPolicy,
      keepalive: init.keepalive,
      ...(body === null ? {} : { body: stream ? streamOf(body) : body }),
      ...(stream && duplex !== null ? { duplex } : {}),
    });
  } catch (error) {
    return { type: 'error', message: String(error) };
  }
  return {
    type: response.type,
    status: response.status,
    headers: [...response.headers],
    body: await response.arrayBuffer().then(textOf, () => null),
    url: response.url,
    redirected: response.redirected,
  };
}

function byXMLHttpRequest({ url, method, headers, body, credentials, uploadListener }) {
  return new Promise((resolve) => {
    const fail = (error) => resolve({ type: 'error', message: String(error) });
    const request = new XMLHttpRequest();
    request.onerror = () => fail('an error event');
    request.onload = () => {
      resolve({
        type: 'shared',
        status: request.status,
        headers: headersOf(request.getAllResponseHeaders()),
        body: textOf(request.response),
        url: request.responseURL,
        redirected: null,
      });
    };
    try {
      request.open(method, url);
      request.responseType = 'arraybuffer';
      request.withCredentials = credentials === 'include';
      for (const [name, value] of headers) request.setRequestHeader(name, value);
      if (uploadListener) request.upload.addEventListener('progress', () => {});
      request.send(body);
    } catch (error) {
      fail(error);
    }
  });
}

function headersOf(text) {
  const lines = text.split('\r\n').filter((line) => line !== '');
  return lines.map((line) => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
}

/** One char per byte. */
function textOf(buffer) {
  return Array.from(new Uint8Array(buffer ?? []), (byte) => String.fromCharCode(byte)).join('');
}

function streamOf(text) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}
