/** Which header lines of a request the browser has set, not the page. */
import {
  type Header,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
} from '../../../reference/index.ts';

const ofEveryBrowser = /^(?:user-agent|upgrade-insecure-requests)$/i;

/** What browsers add, but pages can set, too. In what a browser wrote, it is taken for the browser's. */
const ofRecordings =
  /^(?:cache-control: (?:no-cache|max-age=0)|pragma: no-cache|priority: u=.*|if-none-match: .*|if-modified-since: .*|x-client-data: .*)$/i;

/** @param isRecorded whether a browser wrote down the request, with all that it added */
export function isSetByBrowser([name, value]: Header, isRecorded: boolean): boolean {
  if (isForbiddenRequestHeader(name, value) || ofEveryBrowser.test(name)) return true;
  if (!isRecorded) return false;
  if (/^accept(?:-language)?$/i.test(name)) return !isCorsSafelistedRequestHeader(name, value);
  return ofRecordings.test(`${name}: ${value}`);
}

/** Whether a header that the browser is taken to have set could also be the page's. */
export function canBeOfPage([name, value]: Header): boolean {
  return ofRecordings.test(`${name}: ${value}`);
}

/** Whether the page includes credentials: a browser sends cookies to another origin, or says that it may not,
 *  only then. */
export function showsCredentials(headers: readonly Header[]): boolean {
  return headers.some(([name]) => /^(?:cookie|sec-fetch-storage-access)$/i.test(name));
}
