/** What comes of a fetch under a policy: what the policy says, and what a correct server answers. */
import type { Intent } from '../../../../conformance/servers/policy.ts';
import { ExchangeView } from '../why/exchange-view.tsx';
import type { Judged } from './judged.ts';

const causes = {
  origin: 'this origin may not read anything',
  credentials: 'it does not allow credentials',
  method: 'it does not allow this method',
  header: 'it does not allow this header',
};

export function TriedView({ judged: { intent, outcome } }: { judged: Judged }) {
  const isShared = outcome.type === 'cors' || outcome.type === 'basic';
  return (
    <>
      <div
        role="status"
        class={`verdict verdict-${intent.allowed ? 'good' : 'bad'}`}
        data-allowed={intent.allowed}
      >
        <p class="verdict-words">
          <span aria-hidden="true" class="verdict-mark">
            {intent.allowed ? '✓' : '✗'}
          </span>{' '}
          {intent.allowed ? 'The page should get the response' : 'The page should get an error'}
        </p>
        <p class="verdict-message">{reasonOf(intent)}</p>
      </div>
      <h3>What a correct server answers</h3>
      <p class="quiet">
        Other answers are correct as well: what counts is that the page{' '}
        {isShared ? 'can read the response' : 'cannot read it'}.
      </p>
      {outcome.exchanges.length === 0 ? (
        <p>Nothing is sent: {outcome.type === 'error' ? outcome.message : ''}.</p>
      ) : (
        <ol class="exchanges">
          {outcome.exchanges.map((exchange, place) => (
            <ExchangeView
              key={place}
              number={place + 1}
              exchange={{
                ...exchange.request,
                url: exchange.request.url.href,
                response: exchange.response,
                trouble: null,
              }}
            />
          ))}
        </ol>
      )}
    </>
  );
}

function reasonOf(intent: Intent): string {
  if (intent.allowed) return 'The policy allows this origin, method, and all headers.';
  return `The policy does not allow ${intent.what}: ${causes[intent.because]}.`;
}
