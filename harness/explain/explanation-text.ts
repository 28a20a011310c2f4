/** The explanation of a fetch for people: what happened first, and at the end, where the reader is, what
 *  came of it. */
import { exchangeLines } from '../output/exchange-text.ts';
import { type Colours, printable } from '../output/terminal.ts';
import type { Explained } from './explained.ts';
import { asReported } from './reproduce.ts';
import type {
  Check,
  Grant,
  Hop,
  Preflight,
  Requested,
  Story,
  ToldExchange,
} from './story/index.ts';
import { verdictLines } from './verdict-text.ts';

export function explanationText(explained: Explained, colours: Colours): string {
  const { story, reproduce } = explained;
  const lines = [
    colours.bold(printable(titleOf(story))),
    '',
    ...kindOfFetch(story),
    ...story.hops.flatMap((hop, index) => hopLines(hop, index, story, colours)),
    '',
    ...verdictLines(explained, colours),
  ];
  if (reproduce !== null) lines.push(`Reproduce  ${reproduce}`);
  return `${lines.join('\n')}\n`;
}

function titleOf({ fetch }: Story): string {
  const method = fetch.method === 'GET' ? '' : ` with ${fetch.method}`;
  return `A page with the origin ${fetch.origin} fetches ${fetch.url}${method}`;
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
    ...(hops.some(({ preflight }) => preflight !== null) || hops.length === 0
      ? []
      : ['The method and the headers need no preflight.']),
  ];
}

function hopLines(hop: Hop, index: number, { hops }: Story, colours: Colours): string[] {
  const lines: string[] = [];
  if (index > 0)
    lines.push('', `Redirect to ${printable(hop.url)}`, ...originLines(hop, hops[index - 1]));
  if (hop.preflight !== null) lines.push('', ...preflightLines(hop.preflight, colours));
  if (hop.request !== null) lines.push('', ...requestLines(hop.request, colours));
  return lines;
}

/** Why Origin is not that of the page any more. */
function originLines({ origin }: Hop, before: Hop | undefined): string[] {
  return origin === 'null' && before?.origin !== 'null'
    ? ['Another origin redirected to yet another one, so Origin is null from here on.']
    : [];
}

function preflightLines({ needs, exchange, grants }: Preflight, colours: Colours): string[] {
  return [
    'Preflight',
    ...needs.map(({ kind, name, why }) =>
      printable(kind === 'upload' ? `  ${why}` : `  for the ${kind} ${name}: ${why}`),
    ),
    ...sentLines(exchange).map(indented),
    // What is wrong with a list is said once, however many names it should have.
    ...new Set(grants.map((grant) => indented(grantLine(grant, colours)))),
  ];
}

function grantLine({ of, name, isGranted, line, step, message }: Grant, colours: Colours): string {
  if (!isGranted) return `${colours.red('✗')} ${printable(`${message} (${step})`)}`;
  const what = of === 'credentials' ? of : `${of} ${name}`;
  const by = line === null ? '' : `, by ${line[0]}: ${line[1]}`;
  return `${colours.green('✓')} ${printable(what + by)}`;
}

function requestLines({ exchange, check }: Requested, colours: Colours): string[] {
  const title = !exchange.isSent
    ? 'Request, not sent'
    : exchange.isBeyond
      ? 'Request, which a browser would not send (it was sent to find what else is in the way)'
      : 'Request';
  return [
    title,
    ...sentLines(exchange).map(indented),
    ...(check === null ? [] : [indented(checkLine(check, colours))]),
  ];
}

function checkLine({ isPassed, lines, step, message }: Check, colours: Colours): string {
  if (!isPassed) return `${colours.red('✗')} ${printable(`CORS check: ${message} (${step})`)}`;
  const by = lines.map(([name, value]) => `${name}: ${value}`).join(' and ');
  return `${colours.green('✓')} ${printable(`CORS check, by ${by}`)}`;
}

/** Of what was not sent, only the request: why is said at the end. */
function sentLines(exchange: ToldExchange): string[] {
  const lines = exchangeLines(asReported(exchange));
  return exchange.isSent ? lines : lines.filter((line) => !line.startsWith('← '));
}

function indented(line: string): string {
  return `  ${line}`;
}
