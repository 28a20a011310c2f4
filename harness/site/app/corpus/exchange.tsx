/** An exchange case: fetches, the server that answers, and what has to come of it. */
import type { Expectation, PageFetch, ServerRule } from '../../../../conformance/exchanges.ts';
import type { PlacedExchange } from '../../data/corpus.ts';
import { places } from '../../data/places.ts';
import { Code } from '../elements.tsx';
import { hrefOf } from '../route.ts';
import { AtRisk, JSONText, Steps } from './parts.tsx';

export function ExchangeView({ exchange }: { exchange: PlacedExchange }) {
  const { id, topic, steps, atRisk, question, requires, given, expect, why, deviations } = exchange;
  return (
    <>
      <p class="lead">{why}</p>
      <p>
        <a class="button button-main" href={hrefOf('', { case: `${topic}/${id}` })}>
          Run it step by step
        </a>
      </p>
      <dl class="facts">
        <dt>Steps</dt>
        <dd>
          <Steps steps={steps} />
        </dd>
        {requires.length > 0 && (
          <>
            <dt>Requires</dt>
            <dd>{requires.join(', ')}</dd>
          </>
        )}
        {atRisk !== null && (
          <>
            <dt>At risk</dt>
            <dd>
              <AtRisk atRisk={atRisk} />
            </dd>
          </>
        )}
        {question !== null && (
          <>
            <dt>Question</dt>
            <dd>
              <a href={hrefOf(`standard/questions/${question}`)}>{question}</a>
            </dd>
          </>
        )}
        <dt>Clients</dt>
        <dd>
          {deviations.length === 0
            ? 'no client is known to differ'
            : deviations.map(({ client, what }) => (
                <p key={client}>
                  <a href={hrefOf(`clients/${client}`)}>{client}</a> differs: {what}
                </p>
              ))}
        </dd>
      </dl>
      <h2>Fetches</h2>
      {given.fetches.map((fetch, place) => (
        <Code key={place} label={`Fetch ${place + 1}`}>
          {fetchText(fetch)}
        </Code>
      ))}
      {given.cookies.length > 0 && (
        <>
          <h2>Cookies</h2>
          <ul>
            {given.cookies.map(({ origin, name, value }) => (
              <li key={name}>
                <code>
                  {name}={value}
                </code>{' '}
                of {places[origin]}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>The server</h2>
      {given.server.length === 0 && <p>No request may arrive.</p>}
      {given.server.map((rule, place) => (
        <Code key={place} label={`Rule ${place + 1}`}>
          {ruleText(rule)}
        </Code>
      ))}
      <h2>Expected</h2>
      {expect.map((expectation, place) => (
        <div key={place}>
          {'path' in expectation && (
            <p>
              Refused by <Steps steps={expectation.path} />.
            </p>
          )}
          <Code label={`Expectation ${place + 1}`}>
            <JSONText value={shownExpectation(expectation)} />
          </Code>
        </div>
      ))}
    </>
  );
}

const ordinary: Readonly<Record<string, unknown>> = {
  mode: 'cors',
  redirect: 'follow',
  referrerPolicy: '',
  keepalive: false,
  initiator: null,
  crossorigin: null,
  uploadListener: false,
  stream: false,
  duplex: 'half',
  topLevel: 'A',
  after: 0,
  body: null,
  credentials: 'same-origin',
  api: 'fetch',
};

function fetchText(fetch: PageFetch): string {
  const { page, url, method, headers, body, ...options } = fetch;
  const origin = page === 'null' ? 'null (a frame with an opaque origin)' : places.A;
  const unusual = Object.entries(options).filter(([name, value]) => ordinary[name] !== value);
  return [
    `page     ${origin}`,
    `request  ${method} ${url}`,
    ...headers.map(([name, value]) => `         ${name}: ${value}`),
    ...(body === null ? [] : [`body     ${shortened(body)}`]),
    ...unusual.map(([name, value]) => `${name.padEnd(8)} ${String(value)}`),
  ].join('\n');
}

function ruleText(rule: ServerRule): string {
  const { origin, method, path, time } = rule.on;
  const when = [
    method ?? 'any method',
    places[origin] + (path ?? ', any path'),
    ...(time === undefined ? [] : [`(request ${time})`]),
  ].join(' ');
  if ('drop' in rule) return `${when}\n← closes the connection`;
  if ('raw' in rule) return `${when}\n← these bytes: ${JSON.stringify(rule.raw)}`;
  return [
    when,
    `← ${rule.status}`,
    ...rule.headers.map(([name, value]) => `  ${name}: ${value}`),
    ...(rule.body === '' ? [] : ['', `  ${shortened(rule.body)}`]),
  ].join('\n');
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 100)}… (${text.length} characters)`;
}

function shownExpectation(expectation: Expectation): object {
  const { wire, ...rest } = expectation;
  const origins = wire.map(({ origin, headers, absent, mayAskAgain, ...sent }) => ({
    ...sent,
    origin: places[origin],
    ...(headers.length === 0 ? {} : { headers }),
    ...(absent.length === 0 ? {} : { absent }),
    ...(mayAskAgain ? { mayAskAgain } : {}),
  }));
  return { ...rest, wire: origins };
}
