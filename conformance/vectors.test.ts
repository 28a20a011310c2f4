/** Checks that the vectors are well-formed and complete, and that the reference agrees. */
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import * as reference from '../reference/index.ts';
import { algorithms, isStep } from '../spec/index.ts';
import { duplicates } from './duplicates.ts';

interface Vector {
  readonly id: string;
  readonly steps: readonly [string, ...string[]];
  readonly given: object;
  readonly expect: unknown;
  readonly why: string;
}

const directory = new URL('./vectors/', import.meta.url);
const files = new Map<string, Vector[]>();
for (const file of readdirSync(directory).sort()) {
  const text = readFileSync(new URL(file, directory), 'utf8');
  files.set(file.replace(/\.json$/, ''), JSON.parse(text));
}
const vectors = [...files.values()].flat();

// The members of `given` as the files have them, and their conversion for the reference.

type HeaderList = [name: string, value: string][];
interface RequestData extends Omit<Partial<reference.Request>, 'origin' | 'urlList' | 'client'> {
  origin: string;
  urlList: string[];
  client?: { topLevelOrigin: string } | null;
}
interface ResponseData {
  status: number;
  urlList?: string[];
  url?: string | null;
  headerList: HeaderList;
  corsExposedHeaderNameList?: string[];
}
type CacheEntryData = Omit<reference.CacheEntry, 'storedAt'>;

const toOrigin = (serialized: string) => reference.parseOrigin(serialized) as reference.Origin;
const toClient = ({ topLevelOrigin }: { topLevelOrigin: string }) => ({
  origin: toOrigin(topLevelOrigin),
  topLevelOrigin: toOrigin(topLevelOrigin),
});
const toRequest = ({ origin, urlList, client, ...others }: RequestData) =>
  reference.newRequest({
    ...others,
    origin: toOrigin(origin),
    urlList: urlList.map((url) => new URL(url)) as reference.Request['urlList'],
    client: client ? toClient(client) : null,
  });
const toResponse = ({ urlList, url, ...others }: ResponseData): reference.Response => ({
  ...reference.newResponse({ statusMessage: '', body: null, ...others }),
  ...others,
  urlList: (urlList ?? (url ? [url] : [])).map((url) => new URL(url)),
});
const toCacheOwner = (entries: CacheEntryData[]) => ({
  now: () => 0,
  corsPreflightCache: entries.map((entry) => ({ ...entry, storedAt: 0 })),
});
const withoutTime = ({ storedAt, ...entry }: reference.CacheEntry) => entry;
const failureOr = <T, U>(result: T | 'failure', encode: (value: T) => U) =>
  result === 'failure' ? { failure: true } : encode(result as T);
const thrownOr = <T>(compute: () => T) => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof TypeError) return { throws: 'TypeError' };
    throw error;
  }
};

/** Returns the list after an algorithm has changed it in place. */
function afterwards<T>(list: T, change: (list: T) => void): T {
  change(list);
  return list;
}

const rules: Record<string, (input: string) => boolean> = {
  'dec-octet': reference.isDecOctet,
  'domain-label': reference.isDomainLabel,
  h16: reference.isH16,
  'origin-or-null': reference.isOriginOrNull,
  'serialized-domain': reference.isSerializedDomain,
  'serialized-host': reference.isSerializedHost,
  'serialized-ipv4': reference.isSerializedIPv4,
  'serialized-ipv6': reference.isSerializedIPv6,
  'serialized-origin': reference.isSerializedOrigin,
  'serialized-port': reference.isSerializedPort,
  'serialized-scheme': reference.isSerializedScheme,
  wildcard: reference.isWildcard,
};

type NameAndValue = { name: string; value: string };
type NameInList = { name: string; list: HeaderList };
type NewLine = { list: HeaderList; name: string; value: string };
type Method = { method: string };
type Status = { status: number };
type OfRequest = { request: RequestData };
type OfResponse = { response: ResponseData };
type Cache = { cache: CacheEntryData[] } & OfRequest;
type HeadersData = { headers: reference.Headers };

const filtered =
  (filter: (response: reference.Response) => reference.FilteredResponse) =>
  ({ response }: OfResponse) => {
    const { type, headerList } = filter(toResponse(response));
    return { type, headerList };
  };

/** Computes a case of each file with the reference. */
const carriedBy: Record<string, (given: never) => unknown> = {
  abnf: ({ rule, value }: { rule: string; value: string }) =>
    rules[rule]?.(value) ?? reference.conformsToABNF([rule, value]),
  'append-a-request-origin-header': ({ request: data }: OfRequest) => {
    const request = toRequest(data);
    reference.appendARequestOriginHeader(request);
    return request.headerList;
  },
  'ascii-serialization-of-an-origin': ({ url }: { url: string }) =>
    reference.serializeOrigin(reference.urlOrigin(new URL(url))),
  'basic-filtered-response': filtered(reference.basicFilteredResponse),
  'byte-serializing-a-request-origin': ({ request }: OfRequest) =>
    reference.byteSerializeARequestOrigin(toRequest(request)),
  'cache-entry-match': ({ entry, request }: { entry: CacheEntryData } & OfRequest) =>
    reference.isCacheEntryMatch({ ...entry, storedAt: 0 }, toRequest(request)),
  'clear-cache-entries': ({ cache, request }: Cache) =>
    afterwards(toCacheOwner(cache), (owner) =>
      reference.clearCacheEntries(owner, toRequest(request)),
    ).corsPreflightCache.map(withoutTime),
  'collect-an-http-quoted-string': (given: {
    input: string;
    position: number;
    extractValue: boolean;
  }) => {
    const position = { value: given.position };
    const result = reference.collectAnHTTPQuotedString(given.input, position, given.extractValue);
    return { result, position: position.value };
  },
  'convert-header-names-to-a-sorted-lowercase-set': ({ headerNames }: { headerNames: string[] }) =>
    reference.convertHeaderNamesToASortedLowercaseSet(headerNames),
  'cors-check': ({ request, response }: OfRequest & OfResponse) => ({
    [reference.corsCheck(toRequest(request), response).result]: true,
  }),
  'cors-filtered-response': filtered(reference.corsFilteredResponse),
  'cors-non-wildcard-request-header-name': ({ name }: { name: string }) =>
    reference.isCorsNonWildcardRequestHeaderName(name),
  'cors-safelisted-method': ({ method }: Method) => reference.isCorsSafelistedMethod(method),
  'cors-safelisted-request-header': ({ name, value }: NameAndValue) =>
    reference.isCorsSafelistedRequestHeader(name, value),
  'cors-safelisted-response-header-name': ({ name, list }: { name: string; list: string[] }) =>
    reference.isCorsSafelistedResponseHeaderName(name, list),
  // Null unless all bytes have the same result.
  'cors-unsafe-request-header-byte': ({ bytes }: { bytes: string }) => {
    const answers = new Set([...bytes].map(reference.isCorsUnsafeRequestHeaderByte));
    return answers.size === 1 ? [...answers][0] : null;
  },
  'cors-unsafe-request-header-names': ({ headers }: { headers: HeaderList }) =>
    reference.corsUnsafeRequestHeaderNames(headers),
  'create-a-new-cache-entry': (given: {
    request: RequestData;
    maxAge: number;
    method: string | null;
    headerName: string | null;
  }) => {
    const [owner, request] = [toCacheOwner([]), toRequest(given.request)];
    reference.createANewCacheEntry(owner, request, given.maxAge, given.method, given.headerName);
    return owner.corsPreflightCache.map(withoutTime)[0];
  },
  'determine-the-network-partition-key': (given: { environment: { topLevelOrigin: string } }) =>
    reference.determineTheNetworkPartitionKeyOfAnEnvironment(toClient(given.environment)),
  'extract-header-list-values': ({ name, list }: NameInList) =>
    failureOr(reference.extractHeaderListValues(name, list), (values) => values),
  'extract-header-values': ({ header }: { header: reference.Header }) =>
    failureOr(reference.extractHeaderValues(header), (values) => values),
  'forbidden-method': ({ method }: Method) => reference.isForbiddenMethod(method),
  'forbidden-request-header': ({ name, value }: NameAndValue) =>
    reference.isForbiddenRequestHeader(name, value),
  'forbidden-response-header-name': ({ name }: { name: string }) =>
    reference.isForbiddenResponseHeaderName(name),
  'header-list-append': ({ list, name, value }: NewLine) =>
    afterwards(list, (list) => reference.appendHeader(list, [name, value])),
  'header-list-combine': ({ list, name, value }: NewLine) =>
    afterwards(list, (list) => reference.combineHeader(list, [name, value])),
  'header-list-contains': ({ list, name }: NameInList) => reference.headerListContains(list, name),
  'header-list-delete': ({ list, name }: NameInList) =>
    afterwards(list, (list) => reference.deleteHeader(list, name)),
  'header-list-get': ({ list, name }: NameInList) => reference.getHeader(list, name),
  'header-list-get-decode-and-split': ({ list, name }: NameInList) =>
    reference.getDecodeAndSplitHeader(list, name),
  'header-name': ({ name }: { name: string }) => reference.isHeaderName(name),
  'header-name-cache-entry-match': (given: Cache & { headerName: string }) =>
    reference.headerNameCacheEntryMatch(
      toCacheOwner(given.cache),
      given.headerName,
      toRequest(given.request),
    ) !== undefined,
  'header-value': ({ value }: { value: string }) => reference.isHeaderValue(value),
  'header-value-get-decode-and-split': ({ value }: { value: string }) =>
    reference.getDecodeAndSplit(value),
  'header-value-normalize': ({ potentialValue }: { potentialValue: string }) =>
    reference.normalizeHeaderValue(potentialValue),
  'headers-append': ({ headers, name, value }: HeadersData & NameAndValue) =>
    thrownOr(() => {
      reference.appendToHeaders([name, value], headers);
      return headers.headerList;
    }),
  'headers-remove-privileged-no-cors-request-headers': ({ headers }: HeadersData) =>
    afterwards(headers, reference.removePrivilegedNoCorsRequestHeaders).headerList,
  'headers-validate': ({ headers, name, value }: HeadersData & NameAndValue) =>
    thrownOr(() => reference.validateHeader([name, value], headers)),
  'location-url': (given: OfResponse & { requestFragment: string | null }) =>
    failureOr(reference.locationURL(toResponse(given.response), given.requestFragment), (url) =>
      url === null ? null : url.href,
    ),
  method: ({ method }: Method) => reference.isMethod(method),
  'method-cache-entry-match': ({ cache, method, request }: Cache & Method) =>
    reference.methodCacheEntryMatch(toCacheOwner(cache), method, toRequest(request)) !== undefined,
  'method-normalize': ({ method }: Method) => reference.normalizeMethod(method),
  'no-cors-safelisted-request-header': ({ name, value }: NameAndValue) =>
    reference.isNoCorsSafelistedRequestHeader(name, value),
  'no-cors-safelisted-request-header-name': ({ name }: { name: string }) =>
    reference.isNoCorsSafelistedRequestHeaderName(name),
  'null-body-status': ({ status }: Status) => reference.isNullBodyStatus(status),
  'ok-status': ({ status }: Status) => reference.isOkStatus(status),
  'opaque-filtered-response': filtered(reference.opaqueFilteredResponse),
  'opaque-redirect-filtered-response': filtered(reference.opaqueRedirectFilteredResponse),
  'parse-a-single-range-header-value': (given: { value: string; allowWhitespace: boolean }) =>
    failureOr(reference.parseASingleRangeHeaderValue(given.value, given.allowWhitespace), (range) =>
      range.map((position) => (position === null ? null : Number(position))),
    ),
  'privileged-no-cors-request-header-name': ({ name }: { name: string }) =>
    reference.byteCaseInsensitiveMatchForOneOf(name, reference.privilegedNoCorsRequestHeaderNames),
  'range-status': ({ status }: Status) => reference.isRangeStatus(status),
  'redirect-status': ({ status }: Status) => reference.isRedirectStatus(status),
  'redirect-taint': ({ request }: OfRequest) => reference.redirectTaint(toRequest(request)),
  'request-body-header-name': ({ name }: { name: string }) =>
    reference.byteCaseInsensitiveMatchForOneOf(name, reference.requestBodyHeaderNames),
  'request-determine-the-network-partition-key': ({ request }: OfRequest) =>
    reference.determineTheNetworkPartitionKey(toRequest(request)),
  'serializing-a-request-origin': ({ request }: OfRequest) =>
    reference.serializeARequestOrigin(toRequest(request)),
};

/** Whether the reference does not model a step, or a step that contains it. */
function isUnmodelled(id: string): boolean {
  const [algorithm, number = ''] = id.split('/');
  const steps = algorithms.find((candidate) => candidate.id === algorithm)?.steps ?? [];
  return steps.some(
    (step) =>
      step.unmodelled !== undefined &&
      (number === step.number || number.startsWith(`${step.number}.`)),
  );
}

/** Drops status and URLs, which the reference keeps in the outcome of a fetch instead. */
function asCarried(file: string, expected: unknown): unknown {
  if (!file.endsWith('-filtered-response')) return expected;
  const { type, headerList } = expected as reference.FilteredResponse;
  return { type, headerList };
}

describe('vectors', () => {
  it('have unique ids', () => {
    const ids = vectors.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
  });

  it('cite steps that exist', () => {
    const unknown = vectors.flatMap(({ id, steps }) =>
      steps.filter((step) => !isStep(step)).map((step) => `${id}: ${step}`),
    );
    expect(unknown).to.deep.equal([]);
  });

  it('cite only steps that the reference runs', () => {
    const unrun = vectors.filter(({ steps }) => steps.some(isUnmodelled));
    expect(unrun.map(({ id }) => id)).to.deep.equal([]);
  });

  it('cover each of the 256 bytes once', () => {
    const bytes = (files.get('cors-unsafe-request-header-byte') ?? []).flatMap(({ given }) => [
      ...(given as { bytes: string }).bytes,
    ]);
    expect(bytes.sort()).to.deep.equal(
      Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)),
    );
  });

  it('of the CORS check fail at the step that they cite', () => {
    const wrong = (files.get('cors-check') ?? []).filter(({ given, expect, steps }) => {
      const { request, response } = given as OfRequest & OfResponse;
      const check = reference.corsCheck(toRequest(request), response);
      return isDeepStrictEqual(expect, { failure: true })
        ? check.result !== 'failure' || check.step !== steps[0]
        : check.result !== 'success';
    });
    expect(wrong).to.deep.equal([]);
  });

  it('cover every rule of the grammar', () => {
    const cited = new Set(vectors.flatMap(({ steps }) => steps));
    const rules = algorithms.filter(({ kind }) => kind === 'grammar').map(({ id }) => id);
    expect(rules.filter((rule) => !cited.has(rule))).to.deep.equal([]);
  });

  for (const [file, cases] of files) {
    describe(file, () => {
      it('cites each step where its algorithm can end', () => {
        const ends = new Set(cases.map(({ steps }) => steps[0]));
        const algorithm = algorithms.find(({ id }) => id === file);
        const missing = (algorithm?.steps ?? [])
          .filter(({ returns }) => returns === true)
          .map(({ number }) => `${file}/${number}`)
          .filter((step) => !isUnmodelled(step) && !ends.has(step));
        expect(missing).to.deep.equal([]);
      });

      it('has no two cases with the same input', () => {
        expect(duplicates(cases)).to.deep.equal([]);
      });

      it('agrees with the reference', () => {
        const compute = carriedBy[file] as (given: object) => unknown;
        const wrong = cases
          .map((vector) => ({ ...vector, actual: compute(structuredClone(vector.given)) }))
          .filter(({ actual, expect }) => !isDeepStrictEqual(actual, asCarried(file, expect)));
        expect(wrong).to.deep.equal([]);
      });
    });
  }
});
