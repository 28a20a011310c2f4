/** How a fetch ended, and which step of the standard decided it. */
import type { Outcome, RefusedOutcome } from '../../../../reference/index.ts';
import { gistOf, linkTo } from '../../../../spec/index.ts';
import { Out, StepLink } from '../elements.tsx';
import { sentence } from '../sentence.ts';
import { AlgorithmAround } from './algorithm-around.tsx';
import { ExchangeView } from './exchange-view.tsx';

export function OutcomeView({ outcome }: { outcome: Outcome }) {
  return (
    <>
      <VerdictView outcome={outcome} />
      {isRefused(outcome) && <Decision outcome={outcome} />}
      {outcome.exchanges.length > 0 && (
        <>
          <h2>What was sent, and what came back</h2>
          <ol class="exchanges">
            {outcome.exchanges.map((exchange, place) => (
              <ExchangeView key={place} exchange={exchange} number={place + 1} />
            ))}
          </ol>
        </>
      )}
      {outcome.type !== 'error' && <Readable outcome={outcome} />}
    </>
  );
}

export function isRefused(outcome: Outcome): outcome is RefusedOutcome {
  return outcome.type === 'error' && outcome.step !== null;
}

interface Verdict {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly mark: string;
  readonly words: string;
}

export function verdictOf(outcome: Outcome): Verdict {
  if (outcome.type === 'opaque' || outcome.type === 'opaqueredirect') {
    return { tone: 'plain', mark: '–', words: 'Loaded, but the page cannot read it' };
  }
  if (outcome.type !== 'error') {
    return { tone: 'good', mark: '✓', words: 'Shared: the page can read the response' };
  }
  if (outcome.step !== null) {
    const isSent = outcome.exchanges.length > 0;
    return {
      tone: 'bad',
      mark: '✗',
      words: isSent ? 'Blocked: the page gets an error' : 'Blocked before anything is sent',
    };
  }
  if (outcome.exception !== undefined) {
    return { tone: 'bad', mark: '✗', words: `Throws a ${outcome.exception.name}` };
  }
  return { tone: 'plain', mark: '?', words: 'This says nothing about CORS' };
}

function VerdictView({ outcome }: { outcome: Outcome }) {
  const { tone, mark, words } = verdictOf(outcome);
  return (
    <div class={`verdict verdict-${tone}`}>
      <p class="verdict-words">
        <span aria-hidden="true" class="verdict-mark">
          {mark}
        </span>{' '}
        {words}
      </p>
      {outcome.type === 'error' && <p class="verdict-message">{sentence(outcome.message)}</p>}
    </div>
  );
}

function Decision({ outcome }: { outcome: RefusedOutcome }) {
  const { step, reason, path } = outcome;
  return (
    <section>
      <h2>The step that decided</h2>
      <p>
        <StepLink step={step} /> <span class="quiet">({reason})</span>: {gistOf(step)}.
      </p>
      <p class="quiet">
        Reached through{' '}
        {path.map((each, place) => (
          <span key={each}>
            {place > 0 && ' → '}
            <StepLink step={each} />
          </span>
        ))}
      </p>
      <AlgorithmAround step={step} />
      <p>
        <Out href={linkTo(step)}>The algorithm in the standard</Out>
      </p>
    </section>
  );
}

function Readable({ outcome }: { outcome: Exclude<Outcome, { type: 'error' }> }) {
  if (outcome.type === 'opaque' || outcome.type === 'opaqueredirect') return null;
  const names = [...new Set(outcome.headers.map(([name]) => name.toLowerCase()))];
  return (
    <section>
      <h2>What the page can read</h2>
      <p>
        The status {outcome.status}, the body, and{' '}
        {names.length === 0 ? 'no header.' : 'these headers:'}
      </p>
      {names.length > 0 && (
        <ul class="ids">
          {names.map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
