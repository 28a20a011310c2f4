/** Reads recordings (HAR files), which may be written by anyone: what is not as it should be is left out.
 *  @see http://www.softwareishard.com/blog/har-12-spec/ */
import {
  type Header,
  isHeaderName,
  isHeaderValue,
  isMethod,
  trimHTTPTabOrSpace,
} from '../../../reference/index.ts';
import type { RecordedResponse } from '../story/index.ts';

export interface HAR {
  /** The program that wrote it. */
  readonly creator: string;
  readonly entries: readonly HAREntry[];
  /** How many entries there are, and how many of them cannot be read. */
  readonly count: number;
  readonly unreadable: number;
}

export interface HAREntry {
  /** Its number in the file, from 0. */
  readonly index: number;
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly Header[];
  readonly hasBody: boolean;
  /** Null if none was recorded; then `trouble` says why. */
  readonly response: RecordedResponse | null;
  /** A clause for people; null if the browser met no trouble. */
  readonly trouble: string | null;
  /** As Chromium calls it, such as `fetch` or `image`; null in other recordings. */
  readonly resourceType: string | null;
  /** The URL of the page; null if it is not known. */
  readonly page: string | null;
}

/** @throws SyntaxError that says what to do */
export function readHAR(text: string): HAR {
  const { log } = membersOf(parsed(text));
  const { entries, pages, creator } = membersOf(log);
  if (!Array.isArray(entries)) {
    throw new SyntaxError('it has no log.entries: save a recording as HAR');
  }
  const titles = new Map(listOf(pages).map((page) => pageOf(membersOf(page))));
  const read = entries.map((entry, index) => entryOf(membersOf(entry), index, titles));
  const readable = read.filter((entry) => entry !== null);
  return {
    creator: textOf(membersOf(creator).name),
    entries: readable,
    count: entries.length,
    unreadable: entries.length - readable.length,
  };
}

type Members = Readonly<Record<string, unknown>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // The message of JavaScript shows a part of the text, which can be secret.
    throw new SyntaxError('it is not JSON, or not all of it: save the recording again');
  }
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The title is the URL in Chromium and WebKit. */
function pageOf({ id, title }: Members): [string, string] {
  return [textOf(id), textOf(title)];
}

function entryOf(
  entry: Members,
  index: number,
  titles: ReadonlyMap<string, string>,
): HAREntry | null {
  const request = membersOf(entry.request);
  const [method, url] = [textOf(request.method), textOf(request.url)];
  if (!isMethod(method) || !URL.canParse(url)) return null;
  const response = membersOf(entry.response);
  const trouble = troubleIn(entry, response);
  const type = textOf(entry._resourceType);
  const page = titles.get(textOf(entry.pageref)) ?? '';
  const hasBody = Object.keys(membersOf(request.postData)).length > 0;
  return {
    index,
    method,
    url: new URL(url),
    headers: headersOf(request.headers),
    hasBody,
    response: trouble.isMissing ? null : responseOf(response),
    trouble: trouble.what,
    resourceType: type === '' ? null : type,
    page: URL.canParse(page) ? page : null,
  };
}

/** Whether there is no response that could be judged, and what the browser says of it. */
function troubleIn(
  { _blocked_reason }: Members,
  response: Members,
): { what: string | null; isMissing: boolean } {
  const error = [response._error, _blocked_reason].map(textOf).find((text) => text !== '') ?? null;
  const status = response.status;
  if (!Number.isInteger(status) || (status as number) < 100 || (status as number) > 999) {
    const because = error === null ? '' : ` (${error})`;
    return { what: `the recording has no response${because}`, isMissing: true };
  }
  if (response._fetchedViaServiceWorker === true) {
    return { what: 'a service worker gave the response', isMissing: true };
  }
  if (status === 304) {
    const what =
      'the response came from the HTTP cache (304), and its header lines are not recorded';
    return { what, isMissing: true };
  }
  if (headersOf(response.headers).length === 0) {
    return { what: `the recording has the status ${status}, but no header lines`, isMissing: true };
  }
  return { what: error, isMissing: false };
}

function responseOf({ status, statusText, headers, content }: Members): RecordedResponse {
  const { size } = membersOf(content);
  return {
    status: status as number,
    statusMessage: textOf(statusText),
    headers: headersOf(headers),
    bodyLength: Number.isSafeInteger(size) && (size as number) > 0 ? (size as number) : 0,
  };
}

function headersOf(headers: unknown): Header[] {
  return listOf(headers).flatMap((header) => {
    const { name, value } = membersOf(header);
    // Lines of one name can be one value with line ends. Names of HTTP/2 begin with a colon.
    return textOf(value)
      .split(/\r?\n/)
      .map((line): Header => [textOf(name), bytesOf(trimHTTPTabOrSpace(line))])
      .filter(([name, value]) => isHeaderName(name) && isHeaderValue(value));
  });
}

/** One char per byte. */
function bytesOf(text: string): string {
  if (!/[^\0-\xff]/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
