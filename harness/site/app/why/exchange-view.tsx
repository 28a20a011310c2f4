/** One request and its response, line by line. */
import type { ComponentChildren } from 'preact';
import { type Header, isCorsPreflightRequest } from '../../../../reference/index.ts';
import { ScrolledText } from '../scrolled.tsx';

/** A request and its response, wherever they come from. */
export interface ShownExchange {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly response: {
    readonly status: number;
    readonly statusMessage?: string;
    readonly headers: readonly Header[];
  } | null;
  /** Why there is no response. */
  readonly trouble: string | null;
}

interface Props {
  exchange: ShownExchange;
  number: number;
  /** Replaces `Preflight` and `Request`. */
  title?: string;
  /** Above the request: why it is sent. */
  before?: ComponentChildren;
  /** Below the response: what was decided about it. */
  after?: ComponentChildren;
}

/** What every request has, and what decides nothing. */
const usual = /^(accept|user-agent|sec-fetch-.*)$/i;
const deciding = /^(access-control-.*|origin|location|vary)$/i;

export function ExchangeView({ exchange, number, title, before, after }: Props) {
  const { method, url, headers, response, trouble } = exchange;
  const kind = isCorsPreflightRequest({ method, headers: [...headers] }) ? 'Preflight' : 'Request';
  return (
    <li class="exchange">
      <h3>
        <span class="quiet">{number}</span> {title ?? kind}
      </h3>
      {before}
      <Lines
        label={`${kind} ${number}`}
        first={`${method} ${url}`}
        headers={headers.filter(([name]) => !usual.test(name))}
      />
      {response === null ? (
        trouble !== null && <p class="quiet">No response: {trouble}.</p>
      ) : (
        <Lines
          label={`Response to ${kind.toLowerCase()} ${number}`}
          first={`${response.status} ${response.statusMessage ?? ''}`.trim()}
          headers={response.headers}
          isResponse
        />
      )}
      {after}
    </li>
  );
}

interface LinesProps {
  label: string;
  first: string;
  headers: readonly Header[];
  isResponse?: boolean;
}

export function Lines({ label, first, headers, isResponse = false }: LinesProps) {
  return (
    <ScrolledText class={isResponse ? 'wire response' : 'wire'} label={label}>
      <span class="wire-first">
        {isResponse ? '← ' : '→ '}
        {first}
      </span>
      {headers.map(([name, value], place) => (
        <span key={place}>
          {'\n    '}
          {deciding.test(name) ? <b>{name}</b> : name}: {value}
        </span>
      ))}
    </ScrolledText>
  );
}
