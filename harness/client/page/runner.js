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
    page: location.search.slice(1),
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
  const opened = open('about:blank', '_blank', 'popup');
  opened?.close();
  return [
    'fetch',
    'xhr',
    ...loadableInitiators(),
    ...(asksForDuplex && !hasContentType ? ['request-streams'] : []),
    ...(opened === null ? [] : ['framed-pages']),
  ];
}

async function runCase({ token, cookieURLs, fetches }, timeout) {
  try {
    for (const url of cookieURLs) await fetch(url, { credentials: 'include' });
    const seen = [];
    for (const [index, fetchOfCase] of fetches.entries()) {
      const given = { ...fetchOfCase, case: token };
      if (given.after > 0) await new Promise((resolve) => setTimeout(resolve, given.after * 1000));
      if (index > 0) await fetch(`/~fetch/${token}/${index}`);
      seen.push(await runIn(given, timeout));
    }
    return { token, seen };
  } catch (error) {
    return { token, failure: String(error) };
  }
}

/** The fetch, made by the page that has to make it. */
function runIn(given, timeout) {
  if (given.page === 'null') return frame.run(given, timeout);
  if (given.topLevelOrigin === location.origin) return runFetch(given, timeout);
  return framedPage(given.topLevelOrigin).run(given, timeout);
}

/** A frame in this page that has an opaque origin, and so sends `Origin: null`. */
function opaqueFrame() {
  const element = document.createElement('iframe');
  element.sandbox = 'allow-scripts';
  element.hidden = true;
  element.srcdoc = `
    <script src="${location.origin}/~client/load-by-initiator.js"></script>
    <script src="${location.origin}/~client/run-fetch.js"></script>
    <script src="${location.origin}/~client/answer.js"></script>
    <script>answerTo(parent);</script>`;
  document.body.append(element);
  return pageBehind(() => element.contentWindow);
}

const framedPages = new Map();

/** A page of this origin in a frame of a page of another one, in a window of its own. */
function framedPage(topLevelOrigin) {
  if (!framedPages.has(topLevelOrigin)) {
    const opened = open(`${topLevelOrigin}/~framing?${location.origin}`, '_blank', 'popup');
    framedPages.set(
      topLevelOrigin,
      pageBehind(() => opened.frames[0]),
    );
  }
  return framedPages.get(topLevelOrigin);
}

/** Has fetches made by another page, which answers messages. */
function pageBehind(windowOf) {
  const waiting = new Map();
  let markReady;
  const isReady = new Promise((resolve) => {
    markReady = resolve;
  });
  addEventListener('message', ({ source, data: { id, seen, failure } }) => {
    if (source !== windowOf()) return;
    if (id === 'ready') return markReady();
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) resolve(seen);
    else reject(new Error(failure));
  });
  let count = 0;
  return {
    isReady,
    async run(given, timeout) {
      await isReady;
      return new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        windowOf().postMessage({ id: count, given, timeout }, '*');
      });
    },
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
