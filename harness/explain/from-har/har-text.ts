/** The CORS fetches of a recording for people: those that fail first, each in short, and a summary. */
import { type Colours, printable } from '../../output/terminal.ts';
import { type Explained, exitCodeOf, type Recording } from '../explained.ts';
import type { Story } from '../story/index.ts';
import { obstacleLines, sentence } from '../verdict-text.ts';
import { credentialsNote } from './fetches-in-har.ts';

const mostEntries = 5;

export function harText(
  fetches: readonly Explained[],
  recording: Recording,
  colours: Colours,
): string {
  // The same fetch, many times, is told once.
  const blocks = new Map<string, { first: string; entries: (number | null)[] }>();
  for (const explained of fetches) {
    const [first = '', ...others] = blockLines(explained, colours);
    const key = [first, ...others].join('\n');
    const known = blocks.get(key);
    if (known === undefined) blocks.set(key, { first, entries: [explained.entry] });
    else known.entries.push(explained.entry);
  }
  const lines = [...blocks].map(
    ([key, { first, entries }]) =>
      `${first}  ${colours.dim(entriesText(entries))}${key.slice(first.length)}`,
  );
  return `${[...lines, '', ...summaryLines(fetches, recording)].join('\n')}\n`;
}

function entriesText(entries: readonly (number | null)[]): string {
  const shown = entries.slice(0, mostEntries).join(', ');
  const more = entries.length - mostEntries;
  const title = entries.length === 1 ? 'entry' : 'entries';
  return `(${title} ${shown}${more > 0 ? ` and ${more} more` : ''})`;
}

function blockLines({ story, engines, notes }: Explained, colours: Colours): string[] {
  const { fetch, obstacles, unknown } = story;
  const known = exitCodeOf(story) !== 2;
  return [
    `${markOf(story, colours)} ${printable(`${fetch.method} ${fetch.url} from ${fetch.origin}`)}`,
    ...obstacles.flatMap((obstacle, index) => obstacleLines(obstacle, index, story)),
    ...unknown.map(({ what }) => `  ${known ? 'Not known' : 'Could not tell'}  ${sentence(what)}`),
    ...(exitCodeOf(story) === 0
      ? []
      : notes
          .filter((note) => note !== credentialsNote)
          .map((note) => printable(`  Note  ${note}`))),
    ...engines.map(({ engine, what }) => printable(`  Engines  ${engine}: ${what}`)),
  ];
}

function markOf(story: Story, colours: Colours): string {
  const code = exitCodeOf(story);
  if (code === 0) return colours.green('✓');
  return code === 1 ? colours.red('✗') : colours.yellow('?');
}

function summaryLines(fetches: readonly Explained[], recording: Recording): string[] {
  const count = (code: number) => fetches.filter(({ story }) => exitCodeOf(story) === code).length;
  const { entries, others, unreadable, creator } = recording;
  return [
    `${fetches.length} CORS fetches: ${count(1)} not shared, ${count(2)} could not be told, ${count(0)} shared. ` +
      `Of ${entries} entries, ${others} are other requests${unreadable === 0 ? '' : `, and ${unreadable} cannot be read`}.`,
    ...(fetches.some(({ notes }) => notes.includes(credentialsNote)) ? [credentialsNote] : []),
    ...(/webkit/i.test(creator)
      ? [
          'The Web Inspector of WebKit leaves failed requests out of recordings, and so all that CORS refuses. Use --curl, or the URL.',
        ]
      : []),
  ];
}
