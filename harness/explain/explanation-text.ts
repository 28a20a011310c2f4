/** The explanation of a fetch for people. */
import {
  corsUnsafeRequestHeaderNames,
  type Exchange,
  isCorsPreflightRequest,
  isCorsSafelistedMethod,
  normalizeMethod,
} from '../../reference/index.ts';
import { gistOf, linkTo } from '../../spec/index.ts';
import { curlOf } from '../output/curl.ts';
import { exchangeJSON } from '../output/exchange-json.ts';
import { exchangeLines } from '../output/exchange-text.ts';
import { type Colours, printable } from '../output/terminal.ts';
import { fixForOutcome } from '../server/fix.ts';
import { NetworkRefusal } from '../server/network-refusal.ts';
import type { Explained } from './explained.ts';

export function explanationText(explained: Explained, colours: Colours): string {
  const { url, options, outcome } = explained;
  const lines = [
    colours.bold(`A page with the origin ${options.origin} fetches ${url.href}`),
    '',
    ...kindOfFetch(explained),
  ];
  for (const exchange of outcome.exchanges) {
    lines.push(
      '',
      titleOf(exchange),
      ...exchangeLines(exchangeJSON(exchange)).map((line) => `  ${line}`),
    );
  }
  lines.push('', ...verdictLines(explained, colours));
  const last = outcome.exchanges.at(-1);
  if (last !== undefined)
    lines.push(`Reproduce  ${curlOf(exchangeJSON(last).request, options.insecure)}`);
  return `${lines.join('\n')}\n`;
}

/** Why there is a preflight, or why there is not. */
function kindOfFetch({ url, options }: Explained): string[] {
  if (url.origin === options.origin) {
    return ["This is the page's own origin, so CORS does not apply."];
  }
  const normalized = normalizeMethod(options.method);
  const needs = [
    ...(isCorsSafelistedMethod(normalized) ? [] : [`the method ${normalized}`]),
    ...corsUnsafeRequestHeaderNames([...(options.header ?? [])]).map(
      (name) => `the header ${name}`,
    ),
  ];
  return [
    `${url.origin} is another origin, so the page can read the response only if the server allows it.`,
    options.credentials
      ? 'The page asks for credentials, which the server has to allow, too.'
      : 'Credentials are not sent to another origin unless the page asks for them.',
    needs.length === 0
      ? 'The method and the headers need no preflight.'
      : `A preflight has to ask for ${needs.join(', ')} first.`,
  ];
}

function titleOf({ request, cause }: Exchange): string {
  if (cause instanceof NetworkRefusal && cause.kind === 'not-sent') return 'Request, not sent';
  return isCorsPreflightRequest(request) ? 'Preflight' : 'Request';
}

function verdictLines({ outcome, message }: Explained, colours: Colours): string[] {
  if (outcome.type !== 'error') {
    const names = [...new Set(outcome.headers.map(([name]) => name.toLowerCase()))].map(printable);
    return [
      `${colours.green('✓ Shared')}  The page can read the status ${outcome.status}, the body, and these headers:`,
      `  ${names.length === 0 ? 'none' : names.join(', ')}`,
    ];
  }
  if (outcome.step === null) {
    return [`${colours.yellow('? Could not tell')}  ${printable(message ?? '')}`];
  }
  return [
    `${colours.red('✗ Not shared')}  ${printable(message ?? '')}`,
    `Decided    ${outcome.step} (${outcome.reason}): ${gistOf(outcome.step)}`,
    `           via ${outcome.path.join(' → ')}`,
    `           ${linkTo(outcome.step)}`,
    `Fix        ${printable(fixForOutcome(outcome))}`,
  ];
}
