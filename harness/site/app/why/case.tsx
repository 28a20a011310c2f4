/** An exchange case of the corpus, run on the reference browser, and compared with what it expects. */
import { useEffect, useState } from 'preact/hooks';
import type { Expectation } from '../../../../conformance/exchanges.ts';
import { isReadable } from '../../../../conformance/page-fetch.ts';
import type { Outcome } from '../../../../reference/index.ts';
import type { PlacedExchange } from '../../data/corpus.ts';
import { places } from '../../data/places.ts';
import { CaseLink, counted } from '../elements.tsx';
import { hrefOf } from '../route.ts';
import { OutcomeView } from './outcome-view.tsx';
import { addressOf, type Question } from './question.ts';
import { runCase } from './run-case.ts';

interface Props {
  exchange: PlacedExchange;
  /** The case in the form, if it can be changed there. */
  editable: Question | null;
}

export function CaseRun({ exchange, editable }: Props) {
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  useEffect(() => {
    runCase(exchange).then(setOutcomes);
  }, [exchange]);
  const { given, expect, why, topic, id } = exchange;
  return (
    <>
      <p class="lead">{why}</p>
      <p>
        This is the case <CaseLink place={`exchanges/${topic}/${id}`} /> of the corpus:{' '}
        {counted(given.fetches.length, 'fetch').replace(/fetchs$/, 'fetches')} by a page of{' '}
        {given.fetches[0]?.page === 'null' ? 'an opaque origin' : places.A}.{' '}
        {editable === null ? (
          <a href={hrefOf('')}>Enter a fetch of your own</a>
        ) : (
          <a class="button" href={addressOf(editable)}>
            Change it
          </a>
        )}
      </p>
      {outcomes?.map((outcome, place) => (
        <section key={place} class="case-fetch" data-outcome={decisionOf(outcome)}>
          {outcomes.length > 1 && <h2>Fetch {place + 1}</h2>}
          <p>
            <code>
              {given.fetches[place]?.initiator ?? given.fetches[place]?.method}{' '}
              {given.fetches[place]?.url}
            </code>
            {(given.fetches[place]?.after ?? 0) > 0 &&
              `, ${counted(given.fetches[place]?.after ?? 0, 'second')} later`}
          </p>
          <Agreement outcome={outcome} expectation={expect[place] as Expectation} />
          <OutcomeView outcome={outcome} />
        </section>
      ))}
    </>
  );
}

/** What decided, or what type of response there is: as the corpus names it. */
export function decisionOf(outcome: Outcome): string {
  if (outcome.type !== 'error') return outcome.type;
  const { step, exception, cause, message } = outcome;
  return step ?? exception?.name ?? (cause instanceof Error ? cause.message : message);
}

function Agreement({ outcome, expectation }: { outcome: Outcome; expectation: Expectation }) {
  return agrees(outcome, expectation) ? (
    <p class="note note-good">The corpus expects this outcome.</p>
  ) : (
    <p class="note note-bad">
      The corpus expects another outcome: {expectation.type}. This is a mistake of the project.
    </p>
  );
}

function agrees(outcome: Outcome, expectation: Expectation): boolean {
  if (expectation.type === 'loaded') {
    const { readable } = expectation;
    return outcome.type !== 'error' && (readable === undefined || readable === isReadable(outcome));
  }
  if (expectation.type !== 'error') {
    return outcome.type === expectation.type && outcome.status === expectation.status;
  }
  const expected = expectation.step ?? expectation.exception ?? expectation.cause;
  return outcome.type === 'error' && decisionOf(outcome) === expected;
}
