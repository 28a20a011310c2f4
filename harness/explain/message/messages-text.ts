/** Explained console messages for people. */
import type { EngineName } from '../../../conformance/messages.ts';
import { type Colours, printable } from '../../output/terminal.ts';
import { settingFor } from '../../recipes/recipes.ts';
import type { ExplainedOther, ExplainedText } from './explain-messages.ts';
import type { EngineSays, ExplainedReason } from './explain-reason.ts';
import type { ExplainedRefusal } from './refusals.ts';

export function messagesText(explained: ExplainedText, colours: Colours): string {
  const { refusals, others, unspecific } = explained;
  const parts = [
    ...refusals.map((refusal) => refusalLines(refusal, colours)),
    ...others.map((other) => otherLines(other, colours)),
    ...(unspecific.length > 0 ? [unspecificLines(unspecific, colours)] : []),
  ];
  if (parts.length === 0) parts.push(unknownLines(colours));
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function refusalLines(refusal: ExplainedRefusal, colours: Colours): string[] {
  const { text, engines, facts, reasons, network, follows, warning } = refusal;
  const verdict = warning ? colours.yellow('! Warning') : colours.red('✗ Blocked');
  const meanings = [
    ...(network ? [[unreachable]] : []),
    ...reasons.map((reason) => reasonLines(reason, engines)),
  ];
  const isOne = meanings.length === 1;
  return [
    `${verdict}  ${shortened(printable(text))}`,
    `Printed by ${engines.map((engine) => longNames[engine]).join(', ')}`,
    ...(facts.redirectedFrom === null
      ? []
      : [printable(`The page fetched ${facts.redirectedFrom}, which redirects.`)]),
    ...(warning ? ['The engine lets the fetch through, but the standard does not.'] : []),
    ...(follows
      ? ['If another message about the same URL comes before it, that one says more.']
      : []),
    ...(isOne ? [] : ['It can mean any of these:']),
    ...meanings.flatMap(([first = '', ...others], index) =>
      isOne ? [first, ...others] : ['', `${index + 1}. ${first}`, ...others],
    ),
  ];
}

const unreachable =
  'The server cannot be reached: it is down, its name or port is wrong, or its certificate is not valid. Open the URL in a tab to see.';

/** @param printedBy the engines whose message is known already */
function reasonLines(explained: ExplainedReason, printedBy: readonly EngineName[]): string[] {
  const { reason, step, link, gist, wrong, fix, engines } = explained;
  const others = engines.filter(({ engine }) => !printedBy.includes(engine));
  return [
    printable(wrong),
    `Fix        ${printable(fix)}`,
    ...(settingFor({ reason }) === undefined
      ? []
      : [
          `           cors-conformance recipes ${reason} shows how to set this in Express, nginx, Spring and others`,
        ]),
    `Decided    ${step} (${reason}): ${gist}`,
    `           ${link}`,
    ...others
      .flatMap(engineLines)
      .map((line, index) => `${index === 0 ? 'Others     ' : indent}${line}`),
  ];
}

const indent = ' '.repeat(11);

function engineLines({ engine, version, texts, recorded }: EngineSays): string[] {
  const silence = recorded
    ? 'prints nothing that says why'
    : 'is not known: this could not be recorded';
  const short = engine === 'webkit' ? /^\d+\.\d+/ : /^\d+/;
  const name = `${names[engine]} ${short.exec(version)?.[0] ?? version}`;
  if (texts.length === 0) return [`${name} ${silence}`];
  return texts.map((text, index) => `${index === 0 ? `${name}: ` : 'or: '}${printable(text)}`);
}

function otherLines({ text, name, what }: ExplainedOther, colours: Colours): string[] {
  return [`${colours.yellow('? Not CORS')}  ${shortened(printable(text))}`, `${name}. ${what}`];
}

function unspecificLines(texts: readonly string[], colours: Colours): string[] {
  return [
    `${colours.yellow('? Could not tell')}  ${shortened(printable(texts.join(' … ')))}`,
    'This says only that something was not loaded. Code of a page never learns why.',
    'The reason is in another message: open the developer tools of the browser (F12) before you load the page,',
    'look for a line of the console that mentions CORS or Access-Control, and pass all lines from there.',
  ];
}

function unknownLines(colours: Colours): string[] {
  return [
    `${colours.yellow('? Not recognised')}  This is not a message about CORS that is known here.`,
    'Pass the whole message as the console of Chromium, Firefox or WebKit prints it, in English.',
  ];
}

const names = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' } as const;

const longNames = {
  chromium: 'Chromium (Chrome, Edge)',
  firefox: 'Firefox',
  webkit: 'WebKit (Safari)',
} as const;

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
