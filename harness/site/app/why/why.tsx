/** The form of the first page, and the story that comes of it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Story } from '../../../explain/story/index.ts';
import type { Load } from '../load.ts';
import { Examples } from './examples.tsx';
import { Form } from './form.tsx';
import { MessageView } from './message-view.tsx';
import { Paste } from './paste.tsx';
import { addressOf, type Question, questionOf } from './question.ts';
import { nothingAsked, run } from './run.ts';
import { StoryView, verdictOf } from './story-view.tsx';
import { VerdictView } from './verdict.tsx';

export function WhyView({ params, load }: { params: URLSearchParams; load: Load }) {
  const address = params.toString();
  const [question, setQuestion] = useState(() => questionOf(params));
  const [result, setResult] = useState(nothingAsked);
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
  const { story } = result;
  const words = wordsFor(story, question);
  return (
    <>
      <p class="lead">
        Paste what the console of your browser says, or enter what a page fetched and what the
        server answered. The reference of the Fetch standard runs here, in your browser, and says
        which step decided, and what to fix. Nothing is sent anywhere.
      </p>
      <Paste page={question.page.trim()} onQuestion={change} />
      <Examples load={load} />
      <div class="split">
        <div>
          <Form question={question} result={result} onChange={change} />
          {words !== '' && (
            <button type="button" class="to-result" onClick={() => showResult(section.current)}>
              {words}
            </button>
          )}
        </div>
        <section ref={section} class="result" aria-label="Result" tabIndex={-1}>
          <p role="status" class="quiet-status">
            {words}
          </p>
          {question.message !== '' && <MessageView text={question.message} />}
          {story === null && question.message === '' && (
            <VerdictView tone="plain" words="Enter the page and the URL">
              Then this says what the browser sends, and why. With the responses, it says who
              stopped the fetch.
            </VerdictView>
          )}
          {story !== null && <StoryView story={story} />}
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

/** The result in a few words, for those who do not see it change; empty without one. */
function wordsFor(story: Story | null, { message }: Question): string {
  if (story !== null && (message === '' || story.verdict !== 'unknown')) {
    return verdictOf(story).words;
  }
  return message === '' ? '' : 'What the message means';
}
