/** How a fetch of a case ended: what the reference browser returns. */
import type { Outcome } from '../../../../reference/index.ts';
import { sentence } from '../sentence.ts';
import { DecisionView } from './decision.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { type VerdictTone, VerdictView } from './verdict.tsx';

export function OutcomeView({ outcome }: { outcome: Outcome }) {
  const [tone, words] = verdictOf(outcome);
  return (
    <>
      <VerdictView tone={tone} words={words}>
        {outcome.type === 'error' ? sentence(outcome.message) : undefined}
      </VerdictView>
      {outcome.type === 'error' && outcome.step !== null && <DecisionView {...outcome} />}
      {outcome.exchanges.length > 0 && (
        <>
          <h3>What was sent, and what came back</h3>
          <ol class="exchanges">
            {outcome.exchanges.map(({ request, response, cause }, place) => (
              <ExchangeView
                key={place}
                number={place + 1}
                exchange={{
                  method: request.method,
                  url: request.url.href,
                  headers: request.headers,
                  response,
                  trouble: cause instanceof Error ? cause.message : null,
                }}
              />
            ))}
          </ol>
        </>
      )}
      {(outcome.type === 'cors' || outcome.type === 'basic') && (
        <p>
          The page can read the status {outcome.status}, the body, and{' '}
          {namesOf(outcome.headers) === ''
            ? 'no header'
            : `these headers: ${namesOf(outcome.headers)}`}
          .
        </p>
      )}
    </>
  );
}

function verdictOf(outcome: Outcome): [tone: VerdictTone, words: string] {
  if (outcome.type === 'opaque' || outcome.type === 'opaqueredirect') {
    return ['plain', 'Loaded, but the page cannot read it'];
  }
  if (outcome.type !== 'error') return ['good', 'Shared: the page can read the response'];
  if (outcome.step !== null) {
    const isSent = outcome.exchanges.length > 0;
    return ['bad', isSent ? 'Blocked: the page gets an error' : 'Blocked before anything is sent'];
  }
  if (outcome.exception !== undefined) return ['bad', `Throws a ${outcome.exception.name}`];
  return ['plain', 'This says nothing about CORS'];
}

function namesOf(headers: readonly (readonly [string, string])[]): string {
  return [...new Set(headers.map(([name]) => name.toLowerCase()))].join(', ');
}
