/** What happened, in order: each request with why it was sent, and what was decided about its response. */
import type { Check, Grant, Hop, Need, Story, ToldExchange } from '../../../explain/story/index.ts';
import { StepLink } from '../elements.tsx';
import { sentence } from '../sentence.ts';
import { ExchangeView } from './exchange-view.tsx';

export function HopsView({ story }: { story: Story }) {
  const { hops } = story;
  let number = 0;
  const next = () => {
    number += 1;
    return number;
  };
  return (
    <section>
      <h2>What happens, step by step</h2>
      {kindOfFetch(story).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <ol class="exchanges">
        {hops.map((hop, index) => [
          hop.preflight !== null && (
            <ExchangeView
              key={`preflight ${index}`}
              number={next()}
              title={`Preflight${redirected(index)}${unsent(hop.preflight.exchange)}`}
              exchange={shown(hop.preflight.exchange)}
              before={<Needs needs={hop.preflight.needs} />}
              after={<Grants grants={hop.preflight.grants} />}
            />
          ),
          hop.request !== null && (
            <ExchangeView
              key={`request ${index}`}
              number={next()}
              title={`Request${redirected(index)}${unsent(hop.request.exchange)}`}
              exchange={shown(hop.request.exchange)}
              before={originLost(hop, hops[index - 1])}
              after={hop.request.check !== null && <CheckView check={hop.request.check} />}
            />
          ),
        ])}
      </ol>
    </section>
  );
}

function kindOfFetch({ fetch, isCrossOrigin, hops }: Story): string[] {
  if (!isCrossOrigin) {
    return hops.some(({ isCORS }) => isCORS)
      ? ["The URL has the page's own origin, so CORS applies only after the redirect."]
      : ["The URL has the page's own origin, so CORS does not apply."];
  }
  return [
    'The URL has another origin, so the page can read the response only if the server allows it.',
    fetch.credentials === 'include'
      ? 'The page includes credentials, which the server has to allow, too.'
      : 'Credentials are not sent to another origin unless the page includes them.',
    ...(hops.some(({ preflight }) => preflight !== null)
      ? []
      : ['The method and the headers need no preflight.']),
  ];
}

function redirected(index: number): string {
  return index === 0 ? '' : ' after the redirect';
}

/** That a response was not entered is said in the title. */
function shown(exchange: ToldExchange): ToldExchange {
  return exchange.isSent ? exchange : { ...exchange, trouble: null };
}

function unsent({ isBeyond, response }: ToldExchange): string {
  if (isBeyond) return ', which a browser does not send because of what is in the way';
  return response === null ? ', without a response so far' : '';
}

/** Why Origin is not that of the page any more. */
function originLost({ origin }: Hop, before: Hop | undefined) {
  return (
    origin === 'null' &&
    before !== undefined &&
    before.origin !== 'null' && (
      <p>Another origin redirected to yet another one, so Origin is null from here on.</p>
    )
  );
}

function Needs({ needs }: { needs: readonly Need[] }) {
  return (
    <ul class="reasons">
      {needs.map(({ kind, name, why }) => (
        <li key={`${kind} ${name}`}>
          {kind === 'upload' ? (
            sentence(why)
          ) : (
            <>
              For the {kind} <code>{name}</code>: {why}.
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Grants({ grants }: { grants: readonly Grant[] }) {
  return (
    <ul class="checks">
      {grants.map((grant) => (
        <li key={`${grant.of} ${grant.name}`}>
          <Mark isGood={grant.isGranted} />
          <span>
            <GrantText grant={grant} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function GrantText({ grant }: { grant: Grant }) {
  const { of, name, isGranted, line, step, message } = grant;
  if (!isGranted) {
    return (
      <>
        {sentence((message ?? '').replace(/^on the preflight, /, ''))}{' '}
        {step !== null && <StepLink step={step} />}
      </>
    );
  }
  return (
    <>
      {of === 'credentials' ? 'The credentials' : `The ${of} `}
      {of !== 'credentials' && <code>{name}</code>}
      {line === null ? ' is allowed.' : ' is allowed by '}
      {line !== null && (
        <code>
          {line[0]}: {line[1]}
        </code>
      )}
    </>
  );
}

function CheckView({ check }: { check: Check }) {
  const { isPassed, lines, step, message } = check;
  return (
    <ul class="checks">
      <li>
        <Mark isGood={isPassed} />
        <span>
          CORS check:{' '}
          {isPassed ? (
            <>
              passed by{' '}
              {lines.map(([name, value], place) => (
                <span key={name}>
                  {place > 0 && ' and '}
                  <code>
                    {name}: {value}
                  </code>
                </span>
              ))}
            </>
          ) : (
            <>
              {sentence(message ?? '')} {step !== null && <StepLink step={step} />}
            </>
          )}
        </span>
      </li>
    </ul>
  );
}

function Mark({ isGood }: { isGood: boolean }) {
  return (
    <span class={isGood ? 'mark-good' : 'mark-bad'}>
      <span aria-hidden="true">{isGood ? '✓' : '✗'}</span>
      <span class="quiet-status">{isGood ? 'Passed:' : 'Failed:'}</span>
    </span>
  );
}
