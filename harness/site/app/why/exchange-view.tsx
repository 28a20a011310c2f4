/** One request and its response, line by line. */
import { type Exchange, type Header, isCorsPreflightRequest } from '../../../../reference/index.ts';
import { ScrolledText } from '../scrolled.tsx';

/** What every request has, and what decides nothing. */
const usual = /^(accept|user-agent|sec-fetch-.*)$/i;
const deciding = /^(access-control-.*|origin|location|vary)$/i;

export function ExchangeView({ exchange, number }: { exchange: Exchange; number: number }) {
  const { request, response, cause } = exchange;
  const kind = isCorsPreflightRequest(request) ? 'Preflight' : 'Request';
  return (
    <li class="exchange">
      <h3>
        {kind} <span class="quiet">{number}</span>
      </h3>
      <Lines
        label={`${kind} ${number}`}
        first={`${request.method} ${request.url.href}`}
        headers={request.headers.filter(([name]) => !usual.test(name))}
      />
      {response === null ? (
        <p class="quiet">No response: {cause instanceof Error ? cause.message : String(cause)}</p>
      ) : (
        <Lines
          label={`Response to ${kind.toLowerCase()} ${number}`}
          first={`${response.status} ${response.statusMessage ?? ''}`.trim()}
          headers={response.headers}
          isResponse
        />
      )}
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
