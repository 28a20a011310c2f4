/** What is asked on the first page: a fetch of a page, and what came back. All of it is in the address. */
import {
  type CredentialsMode,
  parseOrigin,
  type RedirectMode,
} from '../../../../reference/index.ts';
import type { FetchOfPage } from '../../../explain/story/index.ts';
import { hrefOf } from '../route.ts';
import { type Mistake, readHeaders } from './response-text.ts';

export interface Question {
  /** Messages of a console; empty if none was pasted. */
  readonly message: string;
  readonly page: string;
  readonly url: string;
  readonly method: string;
  readonly headers: string;
  readonly credentials: CredentialsMode;
  readonly mode: Mode;
  readonly redirect: RedirectMode;
  readonly hasBody: boolean;
  /** Whether it is a stream, or an upload with a listener, which always need a preflight. */
  readonly isUpload: boolean;
  /** The responses to preflights, in their order. */
  readonly preflights: readonly string[];
  /** The responses to requests: a second one follows a redirect. */
  readonly responses: readonly string[];
}

export type Mode = 'cors' | 'no-cors' | 'same-origin';

export const emptyQuestion: Question = {
  message: '',
  page: '',
  url: '',
  method: 'GET',
  headers: '',
  credentials: 'same-origin',
  mode: 'cors',
  redirect: 'follow',
  hasBody: false,
  isUpload: false,
  preflights: [],
  responses: [],
};

export const credentialsModes: readonly CredentialsMode[] = ['same-origin', 'include', 'omit'];
export const modes: readonly Mode[] = ['cors', 'no-cors', 'same-origin'];
export const redirectModes: readonly RedirectMode[] = ['follow', 'error', 'manual'];

/** The address that leads to a question. */
export function addressOf(question: Question): string {
  const { page, url, method, headers, credentials, mode, redirect, hasBody, isUpload } = question;
  const params = new URLSearchParams();
  const add = (name: string, value: string, usual = '') => {
    if (value !== usual) params.append(name, value);
  };
  add('message', question.message);
  add('page', page);
  add('url', url);
  add('method', method, 'GET');
  add('headers', headers);
  add('credentials', credentials, 'same-origin');
  add('mode', mode, 'cors');
  add('redirect', redirect, 'follow');
  add('body', hasBody ? '1' : '');
  add('upload', isUpload ? '1' : '');
  for (const text of withoutEnd(question.preflights)) params.append('preflight', text);
  for (const text of withoutEnd(question.responses)) params.append('response', text);
  const query = params.toString();
  return query === '' ? hrefOf('') : `${hrefOf('')}?${query}`;
}

export function questionOf(params: URLSearchParams): Question {
  const one = <Value extends string>(name: string, known: readonly Value[]): Value => {
    const value = params.get(name) as Value;
    return known.includes(value) ? value : (known[0] as Value);
  };
  return {
    message: params.get('message') ?? '',
    page: params.get('page') ?? '',
    url: params.get('url') ?? '',
    method: params.get('method') ?? 'GET',
    headers: params.get('headers') ?? '',
    credentials: one('credentials', credentialsModes),
    mode: one('mode', modes),
    redirect: one('redirect', redirectModes),
    hasBody: params.get('body') === '1',
    isUpload: params.get('upload') === '1',
    preflights: params.getAll('preflight'),
    responses: params.getAll('response'),
  };
}

/** What is wrong with the fields, each by its name. */
export type FieldMistakes = Partial<Record<'page' | 'url' | 'headers', string>>;

/** @returns null if fields are missing, or cannot be read */
export function fetchOf(question: Question): {
  fetch: FetchOfPage | null;
  mistakes: FieldMistakes;
} {
  const { page, url, method, headers, credentials, mode, redirect, hasBody, isUpload } = question;
  const mistakes: FieldMistakes = {};
  const origin = originOf(page.trim());
  if (page.trim() !== '' && origin === null) {
    mistakes.page = 'Write an origin, such as https://app.example, or null.';
  }
  const isURL = URL.canParse(url.trim(), origin === null || origin === 'null' ? undefined : origin);
  if (url.trim() !== '' && !isURL) mistakes.url = 'Write a URL, such as https://api.example/items.';
  const read = readHeaders(headers);
  if (read.mistakes.length > 0) mistakes.headers = mistakeText(read.mistakes);
  if (origin === null || !isURL || url.trim() === '' || read.mistakes.length > 0) {
    return { fetch: null, mistakes };
  }
  const fetch = {
    url: url.trim(),
    origin,
    method: method.trim() === '' ? 'GET' : method.trim(),
    headers: read.headers,
    credentials,
    mode,
    redirect,
    body: hasBody ? 'body' : null,
    useCorsPreflight: isUpload,
  };
  return { fetch, mistakes };
}

export function mistakeText(mistakes: readonly Mistake[]): string {
  return mistakes.map(({ line, what }) => `Line ${line}: ${what}.`).join(' ');
}

/** Of an origin, or of the URL of a page; null if it is neither. */
function originOf(text: string): string | null {
  if (parseOrigin(text) !== null) return text;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return new URL(text).origin;
}

function withoutEnd(texts: readonly string[]): readonly string[] {
  const last = texts.findLastIndex((text) => text !== '');
  return texts.slice(0, last + 1);
}
