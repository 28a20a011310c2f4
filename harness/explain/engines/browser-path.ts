/** The part of a story that a browser goes through, in the form in which engines are told apart. */
import { byteLowercase, type Header, isRedirectStatus } from '../../../reference/index.ts';
import type { Hop, Preflight, Story, ToldResponse } from '../story/index.ts';

export interface BrowserPath {
  readonly story: Story;
  /** The header lines of the page, with the Content-Type that a body has by itself. */
  readonly lines: readonly Header[];
  readonly steps: readonly PathStep[];
}

/** One URL. */
export interface PathStep {
  readonly url: URL;
  readonly method: string;
  readonly isCORS: boolean;
  readonly preflight: Preflight | null;
  /** The header lines that were sent. */
  readonly sent: readonly Header[];
  readonly response: ToldResponse | null;
  readonly isRedirect: boolean;
}

/** Without what was sent only to find more obstacles. */
export function browserPath(story: Story): BrowserPath {
  const { headers, hasBody } = story.fetch;
  const type: Header[] =
    hasBody && valuesOf(headers, 'content-type').length === 0
      ? [['Content-Type', 'text/plain;charset=UTF-8']]
      : [];
  return { story, lines: [...headers, ...type], steps: story.hops.flatMap(stepsOf) };
}

/** The values of the lines with this name, which is in lower case. */
export function valuesOf(headers: readonly Header[], name: string): string[] {
  return headers.filter(([other]) => byteLowercase(other) === name).map(([, value]) => value);
}

function stepsOf({ url, method, isCORS, preflight, request }: Hop): PathStep[] {
  const first = (preflight ?? request)?.exchange;
  if (first === undefined || first.isBeyond) return [];
  const exchange = request === null || request.exchange.isBeyond ? null : request.exchange;
  const response = exchange?.response ?? null;
  return [
    {
      url: new URL(url),
      method,
      isCORS,
      preflight,
      sent: exchange?.headers ?? [],
      response,
      isRedirect: response !== null && isRedirectStatus(response.status),
    },
  ];
}
