/** The runner page: asks for cases, runs them, says what it saw, and shows the verdicts. */
const frame = opaqueFrame();

run().catch((error) => {
  document.querySelector('#state').textContent = `The page failed: ${error}`;
});

async function run() {
  await frame.isReady;
  const { session, lanes } = await post('/~session', {
    userAgent: navigator.userAgent,
    features: featuresOf(),
  });
  await Promise.all(Array.from({ length: lanes }, () => runBatches(session)));
}

/** One batch of cases after the other, until all are done. */
async function runBatches(session) {
  let results = [];
  for (;;) {
    const answer = await post(`/~session/${session}`, { results });
    show(answer);
    if (answer.isFinished) return;
    results = await Promise.all(answer.cases.map((each) => runCase(each, answer.timeout)));
  }
}

/** What the page can tell by itself; the rest is about the wire. */
function featuresOf() {
  let asksForDuplex = false;
  const hasContentType = new Request('/', {
    method: 'POST',
    body: new ReadableStream(),
    get duplex() {
      asksForDuplex = true;
      return 'half';
    },
  }).headers.has('Content-Type');
  const streams = asksForDuplex && !hasContentType ? ['request-streams'] : [];
  return ['fetch', 'xhr', 'elements', ...loadableFeatures(), ...streams];
}

async function runCase({ token, cookieURLs, fetches }, timeout) {
  try {
    for (const url of cookieURLs) await fetch(url, { credentials: 'include' });
    const seen = [];
    for (const [index, fetchOfCase] of fetches.entries()) {
      const given = { ...fetchOfCase, case: token };
      if (given.after > 0) await new Promise((resolve) => setTimeout(resolve, given.after * 1000));
      if (index > 0) await fetch(`/~fetch/${token}/${index}`);
      seen.push(
        await (given.page === 'null' ? frame.run(given, timeout) : runFetch(given, timeout)),
      );
    }
    return { token, seen };
  } catch (error) {
    return { token, failure: String(error) };
  }
}

/** A frame in this page that has an opaque origin, and so sends `Origin: null`. */
function opaqueFrame() {
  const element = document.createElement('iframe');
  const waiting = new Map();
  let isReady;
  let count = 0;
  element.sandbox = 'allow-scripts';
  element.hidden = true;
  element.srcdoc = `
    <script src="${location.origin}/~client/load-by-initiator.js"></script>
    <script src="${location.origin}/~client/run-fetch.js"></script>
    <script>
      onmessage = async ({ data: { id, given, timeout } }) => {
        try {
          parent.postMessage({ id, seen: await runFetch(given, timeout) }, '*');
        } catch (error) {
          parent.postMessage({ id, failure: String(error) }, '*');
        }
      };
      parent.postMessage({ id: 'ready', origin: self.origin }, '*');
    </script>`;
  addEventListener('message', ({ source, data: { id, seen, failure } }) => {
    if (source !== element.contentWindow) return;
    if (id === 'ready') return isReady();
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) resolve(seen);
    else reject(new Error(failure));
  });
  return {
    isReady: new Promise((resolve) => {
      isReady = resolve;
      document.body.append(element);
    }),
    run: (given, timeout) =>
      new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        element.contentWindow.postMessage({ id: count, given, timeout }, '*');
      }),
  };
}

async function post(path, json) {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(json) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

const counts = {};

function show({ title, verdicts, total, isFinished, conclusion }) {
  if (title) document.querySelector('#title').textContent = title;
  for (const verdict of verdicts) {
    counts[verdict.verdict] = (counts[verdict.verdict] ?? 0) + 1;
    if (!['pass', 'skip'].includes(verdict.verdict))
      document.querySelector('#odd').append(row(verdict));
    document.querySelector('#all').append(row(verdict));
  }
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const progress = document.querySelector('progress');
  progress.max = total;
  progress.value = done;
  document.querySelector('#state').textContent = isFinished
    ? conclusion
    : `${done} of ${total} cases`;
  document.querySelector('#counts').hidden = isFinished;
  document.querySelector('#counts').textContent = Object.entries(counts)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(' · ');
}

function row({ id, verdict, details, why }) {
  const line = document.createElement('tr');
  line.className = verdict;
  const cells = [verdict, id, why].map((text) =>
    Object.assign(document.createElement('td'), { textContent: text }),
  );
  cells[2].append(
    Object.assign(document.createElement('pre'), { textContent: details.join('\n') }),
  );
  line.append(...cells);
  return line;
}
