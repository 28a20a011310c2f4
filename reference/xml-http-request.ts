/** `XMLHttpRequest`: which requests a page can make with it, as far as the XHR standard decides that. */
import { MIMEType } from 'whatwg-mimetype';
import { APIException } from './api-exception.ts';
import { type BodyInit, extractBody } from './body.ts';
import { byteCaseInsensitiveMatch } from './byte-sequence.ts';
import { isHeaderName, isHeaderValue, normalizeHeaderValue } from './header.ts';
import { combineHeader, getHeader, type Header, type HeaderList } from './header-list.ts';
import { isForbiddenRequestHeader } from './header-names.ts';
import { isForbiddenMethod, isMethod, type Method, normalizeMethod } from './method.ts';
import { type Client, newRequest, type Request } from './request.ts';
import { apiBaseURL, parseURL } from './request-constructor.ts';

/** How a page uses an `XMLHttpRequest`. */
export interface XMLHttpRequestOptions {
  readonly method?: string;
  /** In the order in which `setRequestHeader()` is called. */
  readonly headers?: readonly Header[];
  readonly body?: Exclude<BodyInit, ReadableStream> | null;
  readonly withCredentials?: boolean;
  /** Whether the `upload` object has an event listener. */
  readonly uploadListener?: boolean;
}

const openLink = 'https://xhr.spec.whatwg.org/#the-open()-method';
const setRequestHeaderLink = 'https://xhr.spec.whatwg.org/#the-setrequestheader()-method';

/** An `XMLHttpRequest` that has been opened. */
interface Opened {
  readonly requestMethod: Method;
  readonly requestURL: URL;
  readonly authorRequestHeaders: HeaderList;
}

/**
 * The request of an asynchronous `XMLHttpRequest` on the page of `client`: `open()`, then
 * `setRequestHeader()` for each header, then `send()`.
 *
 * @throws APIException where one of these methods throws
 */
export function requestByXMLHttpRequest(
  client: Client,
  url: string,
  options: XMLHttpRequestOptions,
): Request {
  const opened = open(client, options.method ?? 'GET', url);
  for (const header of options.headers ?? []) setRequestHeader(opened, header);
  return send(client, opened, options);
}

/** @see https://xhr.spec.whatwg.org/#the-open()-method */
function open(client: Client, method: string, url: string): Opened {
  // 1. Not modelled: documents that are not active.
  // 2. Throw if the method is not a token.
  if (!isMethod(method)) {
    throw new APIException('SyntaxError', openLink, `${JSON.stringify(method)} is not a method`);
  }
  // 3. Throw if no page may send the method.
  if (isForbiddenMethod(method)) {
    throw new APIException('SecurityError', openLink, `the method ${method} is forbidden`);
  }
  // 4. Convert well-known methods to upper case.
  const requestMethod = normalizeMethod(method);
  // 5. Parse the URL, relative to the page.
  const parsedURL = parseURL(url, apiBaseURL(client));
  // 6. Throw if it is invalid.
  if (parsedURL === 'failure') {
    throw new APIException('SyntaxError', openLink, `${JSON.stringify(url)} is not a valid URL`);
  }
  // 7. Not needed: the request is asynchronous.
  // 8. Not modelled: a user name and a password as arguments.
  // 9. Not modelled: synchronous requests.
  // 10. Not needed: the object is new.
  // 11. Set the state.
  return { requestMethod, requestURL: parsedURL, authorRequestHeaders: [] };
}

/** @see https://xhr.spec.whatwg.org/#the-setrequestheader()-method */
function setRequestHeader({ authorRequestHeaders }: Opened, [name, rawValue]: Header): void {
  // 1. It is opened.
  // 2. It has not been sent.
  // 3. Trim the value.
  const value = normalizeHeaderValue(rawValue);
  // 4. Throw if the name or the value is invalid.
  if (!isHeaderName(name) || !isHeaderValue(value)) {
    throw new APIException(
      'SyntaxError',
      setRequestHeaderLink,
      `${JSON.stringify(name)}: ${JSON.stringify(value)} is not a valid header`,
    );
  }
  // 5. Ignore a header that only the user agent may set.
  if (isForbiddenRequestHeader(name, value)) return;
  // 6. Combine it with earlier values.
  combineHeader(authorRequestHeaders, [name, value]);
}

/** @see https://xhr.spec.whatwg.org/#the-send()-method */
function send(
  client: Client,
  { requestMethod, requestURL, authorRequestHeaders }: Opened,
  options: XMLHttpRequestOptions,
): Request {
  // 1. It is opened.
  // 2. It has not been sent.
  // 3. GET and HEAD have no body.
  const isBodyIgnored = requestMethod === 'GET' || requestMethod === 'HEAD';
  const body = isBodyIgnored ? null : (options.body ?? null);
  // 4. If there is a body, extract it and set its Content-Type. (Documents are not modelled.)
  const bodyWithType = body === null ? null : extractBody(body);
  if (bodyWithType !== null) {
    const originalAuthorContentType = getHeader(authorRequestHeaders, 'Content-Type');
    if (originalAuthorContentType !== null) {
      // A string is sent as UTF-8, so a Content-Type that names another charset is corrected.
      if (typeof body === 'string') correctCharset(authorRequestHeaders, originalAuthorContentType);
    } else if (bodyWithType.type !== null) {
      authorRequestHeaders.push(['Content-Type', bodyWithType.type]);
    }
  }
  // 5. A listener on the upload object shows the page how much of the body was sent.
  const uploadListenerFlag = options.uploadListener ?? false;
  // 6. Create the request.
  return newRequest({
    method: requestMethod,
    urlList: [requestURL],
    headerList: authorRequestHeaders,
    unsafeRequestFlag: true,
    body: bodyWithType?.body ?? null,
    client,
    mode: 'cors',
    useCORSPreflightFlag: uploadListenerFlag,
    credentialsMode: options.withCredentials ? 'include' : 'same-origin',
  });
}

/** Replaces the charset of a Content-Type, unless there is none or it is UTF-8 in any case. The page's
 *  headers are combined, so there is one line.
 *  @see https://xhr.spec.whatwg.org/#the-send()-method */
function correctCharset(authorRequestHeaders: HeaderList, originalAuthorContentType: string): void {
  const contentTypeRecord = MIMEType.parse(originalAuthorContentType);
  if (contentTypeRecord === null) return;
  const charset = contentTypeRecord.parameters.get('charset');
  if (charset === undefined || byteCaseInsensitiveMatch(charset, 'UTF-8')) return;
  contentTypeRecord.parameters.set('charset', 'UTF-8');
  const index = authorRequestHeaders.findIndex(([name]) =>
    byteCaseInsensitiveMatch(name, 'Content-Type'),
  );
  const [name] = authorRequestHeaders[index] as Header;
  authorRequestHeaders[index] = [name, contentTypeRecord.toString()];
}
