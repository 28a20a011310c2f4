/** What came of a fetch, in a few lines for people. */
import { type Colours, printable } from '../output/terminal.ts';
import { wrapped } from '../output/wrapped.ts';
import { settingFor } from '../recipes/recipes.ts';
import type { Explained } from './explained.ts';
import type { Decision, Obstacle, Readable, Story } from './story/index.ts';

export function verdictLines({ story, engines, notes }: Explained, colours: Colours): string[] {
  const { decision, obstacles, unknown, verdict } = story;
  return [
    ...headline(story, colours),
    ...obstacles.flatMap((obstacle, index) => obstacleLines(obstacle, index, story)),
    ...settingsLines(obstacles),
    ...(decision === null ? [] : decisionLines(decision)),
    ...(verdict === 'unknown' ? unknown.slice(1) : unknown).flatMap(({ what }) =>
      labelled('Not known', sentence(what)),
    ),
    ...notes.flatMap((note) => labelled('Note', printable(note))),
    ...engines.flatMap(({ engine, what }) => labelled('Engines', printable(`${engine}: ${what}`))),
  ];
}

function headline(
  { fetch, verdict, readable, obstacles, hops, unknown }: Story,
  colours: Colours,
): string[] {
  switch (verdict) {
    case 'shared':
      return [`${colours.green('✓ Shared')}  ${readableText(readable)}`, ...hiddenLines(readable)];
    case 'granted':
      return [
        `${colours.green('✓ Allowed')}  The preflight allows ${printable(hops.at(-1)?.method ?? '')}. Nothing speaks against this fetch so far.`,
        `  The response to the request itself needs Access-Control-Allow-Origin${fetch.credentials === 'include' ? ' and Access-Control-Allow-Credentials' : ''}, too.`,
      ];
    case 'opaque':
      return [
        `${colours.red('✗ Not shared')}  The response is opaque: the page can load it, but cannot read it.`,
      ];
    case 'unknown':
      return [`${colours.yellow('? Could not tell')}  ${sentence(unknown[0]?.what ?? '')}`];
    case 'not-shared':
      return [`${colours.red('✗ Not shared')}  ${countText(obstacles.length)}`];
  }
}

/** What no page wants to read. */
const ofConnections = /^(?:connection|date|keep-alive|transfer-encoding|vary)$/;

function countText(count: number): string {
  return count === 1 ? 'One thing is in the way:' : `${count} things are in the way:`;
}

function readableText(readable: Readable | null): string {
  if (readable === null) return '';
  const names = readable.headers.map(printable).join(', ');
  return `The page can read the status ${readable.status}${readable.hasBody ? ', the body' : ''}, and ${names === '' ? 'no headers' : `these headers: ${names}`}.`;
}

function hiddenLines(readable: Readable | null): string[] {
  if (readable === null) return [];
  const names = readable.hidden.filter((name) => !ofConnections.test(name)).map(printable);
  if (names.length === 0) return [];
  return [
    `Hidden     ${names.join(', ')}`,
    '           The page can read one of these if Access-Control-Expose-Headers lists it.',
  ];
}

export function obstacleLines(obstacle: Obstacle, index: number, { hops }: Story): string[] {
  const { message, fix, step, reason, on, hop } = obstacle;
  const where = hops.length > 1 && hop > 0 ? ` of ${hops[hop - 1]?.url}` : '';
  const place = on === 'page' ? '' : `${on === 'preflight' ? 'Preflight' : 'Response'}${where}: `;
  return [
    `  ${index + 1}. ${sentence(`${place}${message.replace(/^on the preflight, /, '')}`)}`,
    ...labelled('     Fix', printable(fix)),
    ...labelled('     Step', `${step} (${reason})`),
  ];
}

/** One line for each kind of setting, where the settings of servers are known. */
function settingsLines(obstacles: readonly Obstacle[]): string[] {
  const byKind = new Map(
    obstacles
      .filter(({ on }) => on !== 'page')
      .map(({ reason }) => [settingFor({ reason })?.id, reason] as const)
      .filter(([kind]) => kind !== undefined),
  );
  const [first, ...others] = byKind.values();
  if (first === undefined) return [];
  return [
    ...labelled(
      'Settings',
      `cors-conformance recipes ${first} shows how to set this in Express, nginx, Spring and others`,
    ),
    ...others.map((reason) => `           cors-conformance recipes ${reason}`),
  ];
}

const width = 100;
const labelWidth = 11;

/** Behind a label, as many lines as it takes. */
function labelled(label: string, text: string): string[] {
  const lines = wrapped(text, width - labelWidth);
  return lines.map((line, index) => (index === 0 ? label : '').padEnd(labelWidth) + line);
}

/** From a clause. */
export function sentence(clause: string): string {
  return printable(`${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`);
}

function decisionLines({ step, reason, path, gist, link }: Decision): string[] {
  return [
    `Decided    ${step} (${reason}): ${gist}`,
    `           via ${path.join(' → ')}`,
    `           ${link}`,
  ];
}
