/** What was sent for a case and what came back, for people, in the words of the corpus. */
import { ruleFor } from '../../../conformance/scripted-server.ts';
import type { LoggedRequest, RunningCase } from './case-server.ts';
import { unplace } from './placement.ts';

const telling =
  /^(origin|cookie|authorization|location|set-cookie|access-control-.*|content-type|x-.*|accept|range)$/i;

export function exchangeLines(running: RunningCase): string[] {
  const { placement, requests } = running;
  return requests.flatMap((request, index) => [
    unplace(requestLine(request), placement),
    unplace(answerLine(running, request, requests.slice(0, index)), placement),
  ]);
}

function requestLine({ method, origin, path, headers }: LoggedRequest): string {
  const lines = headers.filter(([name]) => telling.test(name));
  return `→ ${[`${method} {${origin}}${path}`, ...lines.map(asLine)].join(' · ')}`;
}

function answerLine(
  { case: exchangeCase }: RunningCase,
  request: LoggedRequest,
  earlier: readonly LoggedRequest[],
): string {
  const rule = ruleFor(exchangeCase.given.server, request, earlier);
  if (rule === null) return '← 500 (no rule)';
  if ('drop' in rule) return '← the connection is closed';
  if ('raw' in rule) return `← ${JSON.stringify(rule.raw)}`;
  const lines = rule.headers.filter(([name]) => telling.test(name));
  return `← ${[String(rule.status), ...lines.map(asLine)].join(' · ')}`;
}

function asLine([name, value]: readonly [string, string]): string {
  return `${name}: ${value.length > 200 ? `${value.slice(0, 200)}…` : value}`;
}
