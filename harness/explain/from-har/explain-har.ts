/** Explains all CORS fetches of a recording from what was recorded. Nothing is sent. */
import { engineDifferences } from '../engines/engine-differences.ts';
import { type Explained, exitCodeOf, type Recording } from '../explained.ts';
import { reproduceRecorded } from '../reproduce.ts';
import { type Story, tellRecordedStory } from '../story/index.ts';
import { varyNotes } from '../vary-note.ts';
import { type FetchInHAR, fetchesIn } from './fetches-in-har.ts';
import { readHAR } from './read-har.ts';

/** More than anyone reads; each takes about a millisecond. */
const maximumFetches = 10_000;

export interface HAROptions {
  /** The origin of the page; null to take that of each entry. */
  readonly origin: string | null;
  /** Only fetches whose URL contains this. */
  readonly filter: string;
}

/** @returns the fetches, those that are not shared first
 *  @throws SyntaxError that says what is wrong and what to do */
export async function explainedHAR(
  text: string,
  { origin, filter }: HAROptions,
): Promise<{ fetches: Explained[]; recording: Recording }> {
  const { creator, entries, count, unreadable } = readHAR(text);
  const all = fetchesIn(entries, origin);
  const fetches = all.filter(({ fetch }) => fetch.url.includes(filter));
  if (fetches.length > maximumFetches) {
    throw new SyntaxError(`it has more than ${maximumFetches} CORS fetches: choose with --filter`);
  }
  const explained: Explained[] = [];
  for (const fetch of fetches) explained.push(await explainedFetch(fetch));
  const rank = ({ story }: Explained) => [1, 2, 0].indexOf(exitCodeOf(story));
  explained.sort((a, b) => rank(a) - rank(b));
  const own = all.reduce((sum, one) => sum + one.count, 0);
  return {
    fetches: explained,
    recording: { creator, entries: count, others: entries.length - own, unreadable },
  };
}

async function explainedFetch(one: FetchInHAR): Promise<Explained> {
  const { story, notes } = await judged(one);
  return {
    entry: one.entry.index,
    notes: [...one.notes, ...notes, ...varyNotes(story)],
    story,
    engines: engineDifferences(story),
    reproduce: reproduceRecorded(story),
  };
}

/** Compares what the standard says with what the browser did. */
async function judged({
  fetch,
  recorded,
  refusal,
  entry,
}: FetchInHAR): Promise<{ story: Story; notes: string[] }> {
  const story = await tellRecordedStory(fetch, recorded);
  if (story.verdict === 'shared' && refusal !== null) {
    const included = await tellRecordedStory({ ...fetch, credentials: 'include' }, recorded);
    if (included.verdict === 'not-shared') {
      const note = `The browser refused the response (${refusal}), so the page seems to have included credentials.`;
      return { story: included, notes: [note] };
    }
    const what = `CORS allows it, but the browser gave the page no response (${refusal}): something else refused it`;
    return {
      story: {
        ...story,
        verdict: 'unknown',
        unknown: [{ kind: 'failed', what }, ...story.unknown],
      },
      notes: [],
    };
  }
  // Only Chromium records whether the page got the response.
  const isGiven = entry.resourceType !== null && entry.response !== null && refusal === null;
  return {
    story,
    notes:
      story.verdict === 'not-shared' && isGiven
        ? ['The browser gave the page the response all the same.']
        : [],
  };
}
