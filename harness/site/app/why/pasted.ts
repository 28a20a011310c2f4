/** Reads what was pasted: a curl line, a recording of a browser, or messages of a console. */
import type { Explained } from '../../../explain/explained.ts';
import type { FetchOfPage, RecordedExchange } from '../../../explain/story/index.ts';
import { withoutSecrets } from '../../../output/secrets.ts';
import { emptyQuestion, type Question } from './question.ts';
import { writeHeaders, writeResponse } from './response-text.ts';

export type Pasted =
  /** A question that is complete, or will be with the responses. */
  | { readonly kind: 'curl'; readonly question: Question; readonly notes: readonly string[] }
  | {
      readonly kind: 'recording';
      readonly fetches: readonly RecordedFetch[];
      readonly about: string;
    }
  | { readonly kind: 'message'; readonly question: Question }
  | { readonly kind: 'mistake'; readonly what: string };

/** A fetch of a recording, as a question and as it was explained. */
export interface RecordedFetch {
  readonly question: Question;
  readonly explained: Explained;
}

/** The code that reads a format is loaded when something of this format is pasted. */
export async function readPasted(text: string, page: string): Promise<Pasted> {
  try {
    if (/^\s*\{/.test(text)) return await readRecording(text);
    return isCommand(text) ? await readCommand(text, page) : await readMessage(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'mistake', what: error.message };
    throw error;
  }
}

function isCommand(text: string): boolean {
  return /^\s*(?:\$\s+)?curl\s/.test(text);
}

/** The form gets what the first message says of the fetch. */
async function readMessage(text: string): Promise<Pasted> {
  const { explainMessages, longestText } = await import(
    '../../../explain/message/explain-messages.ts'
  );
  const message = text.trim().slice(0, longestText);
  const [first] = explainMessages(message).refusals;
  const { url, redirectedFrom, origin, method, header } = first?.facts ?? nothingSaid;
  return {
    kind: 'message',
    question: {
      ...emptyQuestion,
      message,
      page: origin ?? '',
      url: redirectedFrom ?? url ?? '',
      method: method ?? 'GET',
      // The value is not known, but needs a preflight: no header with this one is safelisted.
      headers: header === null ? '' : `${header}: ?`,
    },
  };
}

const nothingSaid = { url: null, redirectedFrom: null, origin: null, method: null, header: null };

async function readCommand(text: string, page: string): Promise<Pasted> {
  const { fetchOfCurl } = await import('../../../explain/from-curl/fetch-of-curl.ts');
  const { fetch, notes } = fetchOfCurl(text.replace(/^\s*\$\s+/, ''), page === '' ? null : page);
  return { kind: 'curl', question: questionFor(fetch, []), notes };
}

async function readRecording(text: string): Promise<Pasted> {
  const [{ explainedHAR }, { fetchesIn }, { readHAR }] = await Promise.all([
    import('../../../explain/from-har/explain-har.ts'),
    import('../../../explain/from-har/fetches-in-har.ts'),
    import('../../../explain/from-har/read-har.ts'),
  ]);
  const { fetches, recording } = await explainedHAR(text, { origin: null, filter: '' });
  const byEntry = new Map(
    fetchesIn(readHAR(text).entries, null).map((one) => [one.entry.index, one]),
  );
  return {
    kind: 'recording',
    about: `${recording.entries} entries, written by ${recording.creator || 'an unknown program'}`,
    fetches: fetches.flatMap((explained) => {
      const found = byEntry.get(explained.entry ?? -1);
      if (found === undefined) return [];
      return [{ explained, question: questionFor(found.fetch, found.recorded) }];
    }),
  };
}

/** Without secrets, because every question has a link to share. */
function questionFor(fetch: FetchOfPage, recorded: readonly RecordedExchange[]): Question {
  const texts = (of: RecordedExchange['of']) =>
    recorded.filter((one) => one.of === of).map(({ response }) => textOf(response));
  return {
    ...emptyQuestion,
    page: fetch.origin,
    url: fetch.url,
    method: fetch.method,
    headers: writeHeaders(withoutSecrets(fetch.headers)),
    credentials: fetch.credentials,
    mode: fetch.mode ?? 'cors',
    redirect: fetch.redirect ?? 'follow',
    hasBody: (fetch.body ?? null) !== null,
    isUpload: fetch.useCorsPreflight === true,
    preflights: texts('preflight'),
    responses: texts('request'),
  };
}

function textOf(response: RecordedExchange['response']): string {
  if (response === null) return '';
  const { status, statusMessage = '', headers } = response;
  return writeResponse({ status, statusMessage, headers: withoutSecrets(headers) });
}
