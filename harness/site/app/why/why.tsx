/** The form of the first page, and what the reference decides. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { CopyButton } from '../elements.tsx';
import type { Load } from '../load.ts';
import { decisionOf } from './case.tsx';
import { Examples } from './examples.tsx';
import { Lines } from './exchange-view.tsx';
import { Form } from './form.tsx';
import { OutcomeView, verdictOf } from './outcome-view.tsx';
import { addressOf, type Question, questionOf } from './question.ts';
import { type Run, run } from './run.ts';

const nothing: Run = { fetch: null, mistakes: {}, slots: [], outcome: null, missing: null };

export function WhyView({ params, loadExamples }: { params: URLSearchParams; loadExamples: Load }) {
  const address = params.toString();
  const [question, setQuestion] = useState(() => questionOf(params));
  const [result, setResult] = useState(nothing);
  const section = useRef<HTMLElement>(null);
  useEffect(() => setQuestion(questionOf(params)), [address]);
  useEffect(() => {
    let isLatest = true;
    run(question).then((done) => {
      if (isLatest) setResult(done);
    });
    return () => {
      isLatest = false;
    };
  }, [question]);
  const change = (changed: Question) => {
    setQuestion(changed);
    history.replaceState(null, '', addressOf(changed));
  };
  return (
    <>
      <p class="lead">
        Enter what a page fetched, and what the server answered. The reference of the Fetch standard
        runs here, in your browser, and says which step decided. Nothing is sent anywhere.
      </p>
      <Examples load={loadExamples} />
      <div class="split">
        <div>
          <Form question={question} result={result} onChange={change} />
          {result.outcome !== null && (
            <button type="button" class="to-result" onClick={() => showResult(section.current)}>
              {verdictOf(result.outcome).words}
            </button>
          )}
        </div>
        <section ref={section} class="result" aria-label="Result" tabIndex={-1}>
          <div role="status" class="quiet-status">
            {statusOf(result)}
          </div>
          <ResultView result={result} />
          {result.fetch !== null && (
            <p class="links">
              <CopyButton text={location.href} what="a link to this" />
            </p>
          )}
        </section>
      </div>
    </>
  );
}

/** On a narrow screen, the result stands below the form. */
function showResult(section: HTMLElement | null): void {
  section?.focus({ preventScroll: true });
  section?.scrollIntoView();
}

/** For readers of the screen, who do not see the result change. */
function statusOf({ fetch, outcome, missing }: Run): string {
  if (fetch === null) return '';
  if (outcome !== null) return outcome.type === 'error' ? 'Result: blocked' : 'Result: not blocked';
  return missing === null ? '' : `The response to the ${missing.of} is missing`;
}

function ResultView({ result }: { result: Run }) {
  const { fetch, outcome, missing } = result;
  if (fetch === null) {
    return (
      <div class="verdict verdict-plain">
        <p class="verdict-words">Enter the page and the URL</p>
        <p class="verdict-message">
          Then this says what the browser sends, and why. With the responses, it says who stopped
          the fetch.
        </p>
      </div>
    );
  }
  if (outcome !== null) {
    return (
      <div data-outcome={decisionOf(outcome)}>
        <OutcomeView outcome={outcome} />
      </div>
    );
  }
  if (missing === null) return null;
  const { of, request, mistake } = missing;
  return (
    <div data-outcome="missing">
      <div class="verdict verdict-plain">
        <p class="verdict-words">
          {of === 'preflight'
            ? 'The browser sends a preflight first'
            : 'The browser sends this request'}
        </p>
        <p class="verdict-message">
          {mistake ?? 'Enter the response to it, as developer tools show it.'}
        </p>
      </div>
      <Lines
        label="The request"
        first={`${request.method} ${request.url.href}`}
        headers={request.headers}
      />
    </div>
  );
}
