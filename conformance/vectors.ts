/** The vectors: each has one input of one algorithm and the result. */
import abnf from './vectors/abnf.json' with { type: 'json' };
import appendARequestOriginHeader from './vectors/append-a-request-origin-header.json' with {
  type: 'json',
};
import asciiSerializationOfAnOrigin from './vectors/ascii-serialization-of-an-origin.json' with {
  type: 'json',
};
import basicFilteredResponse from './vectors/basic-filtered-response.json' with { type: 'json' };
import byteSerializingARequestOrigin from './vectors/byte-serializing-a-request-origin.json' with {
  type: 'json',
};
import cacheEntryMatch from './vectors/cache-entry-match.json' with { type: 'json' };
import clearCacheEntries from './vectors/clear-cache-entries.json' with { type: 'json' };
import collectAnHttpQuotedString from './vectors/collect-an-http-quoted-string.json' with {
  type: 'json',
};
import convertHeaderNamesToASortedLowercaseSet from './vectors/convert-header-names-to-a-sorted-lowercase-set.json' with {
  type: 'json',
};
import corsCheck from './vectors/cors-check.json' with { type: 'json' };
import corsFilteredResponse from './vectors/cors-filtered-response.json' with { type: 'json' };
import corsNonWildcardRequestHeaderName from './vectors/cors-non-wildcard-request-header-name.json' with {
  type: 'json',
};
import corsSafelistedMethod from './vectors/cors-safelisted-method.json' with { type: 'json' };
import corsSafelistedRequestHeader from './vectors/cors-safelisted-request-header.json' with {
  type: 'json',
};
import corsSafelistedResponseHeaderName from './vectors/cors-safelisted-response-header-name.json' with {
  type: 'json',
};
import corsUnsafeRequestHeaderByte from './vectors/cors-unsafe-request-header-byte.json' with {
  type: 'json',
};
import corsUnsafeRequestHeaderNames from './vectors/cors-unsafe-request-header-names.json' with {
  type: 'json',
};
import createANewCacheEntry from './vectors/create-a-new-cache-entry.json' with { type: 'json' };
import determineTheNetworkPartitionKey from './vectors/determine-the-network-partition-key.json' with {
  type: 'json',
};
import extractHeaderListValues from './vectors/extract-header-list-values.json' with {
  type: 'json',
};
import extractHeaderValues from './vectors/extract-header-values.json' with { type: 'json' };
import forbiddenMethod from './vectors/forbidden-method.json' with { type: 'json' };
import forbiddenRequestHeader from './vectors/forbidden-request-header.json' with { type: 'json' };
import forbiddenResponseHeaderName from './vectors/forbidden-response-header-name.json' with {
  type: 'json',
};
import headerListAppend from './vectors/header-list-append.json' with { type: 'json' };
import headerListCombine from './vectors/header-list-combine.json' with { type: 'json' };
import headerListContains from './vectors/header-list-contains.json' with { type: 'json' };
import headerListDelete from './vectors/header-list-delete.json' with { type: 'json' };
import headerListGet from './vectors/header-list-get.json' with { type: 'json' };
import headerListGetDecodeAndSplit from './vectors/header-list-get-decode-and-split.json' with {
  type: 'json',
};
import headerName from './vectors/header-name.json' with { type: 'json' };
import headerNameCacheEntryMatch from './vectors/header-name-cache-entry-match.json' with {
  type: 'json',
};
import headerValue from './vectors/header-value.json' with { type: 'json' };
import headerValueGetDecodeAndSplit from './vectors/header-value-get-decode-and-split.json' with {
  type: 'json',
};
import headerValueNormalize from './vectors/header-value-normalize.json' with { type: 'json' };
import headersAppend from './vectors/headers-append.json' with { type: 'json' };
import headersRemovePrivilegedNoCorsRequestHeaders from './vectors/headers-remove-privileged-no-cors-request-headers.json' with {
  type: 'json',
};
import headersValidate from './vectors/headers-validate.json' with { type: 'json' };
import locationUrl from './vectors/location-url.json' with { type: 'json' };
import method from './vectors/method.json' with { type: 'json' };
import methodCacheEntryMatch from './vectors/method-cache-entry-match.json' with { type: 'json' };
import methodNormalize from './vectors/method-normalize.json' with { type: 'json' };
import noCorsSafelistedRequestHeader from './vectors/no-cors-safelisted-request-header.json' with {
  type: 'json',
};
import noCorsSafelistedRequestHeaderName from './vectors/no-cors-safelisted-request-header-name.json' with {
  type: 'json',
};
import nullBodyStatus from './vectors/null-body-status.json' with { type: 'json' };
import okStatus from './vectors/ok-status.json' with { type: 'json' };
import opaqueFilteredResponse from './vectors/opaque-filtered-response.json' with { type: 'json' };
import opaqueRedirectFilteredResponse from './vectors/opaque-redirect-filtered-response.json' with {
  type: 'json',
};
import parseASingleRangeHeaderValue from './vectors/parse-a-single-range-header-value.json' with {
  type: 'json',
};
import privilegedNoCorsRequestHeaderName from './vectors/privileged-no-cors-request-header-name.json' with {
  type: 'json',
};
import rangeStatus from './vectors/range-status.json' with { type: 'json' };
import redirectStatus from './vectors/redirect-status.json' with { type: 'json' };
import redirectTaint from './vectors/redirect-taint.json' with { type: 'json' };
import requestBodyHeaderName from './vectors/request-body-header-name.json' with { type: 'json' };
import requestDetermineTheNetworkPartitionKey from './vectors/request-determine-the-network-partition-key.json' with {
  type: 'json',
};
import serializingARequestOrigin from './vectors/serializing-a-request-origin.json' with {
  type: 'json',
};

/** One case of one algorithm. `conformance/README.md` explains the members. */
export interface Vector {
  readonly id: string;
  /** The step where the algorithm ends for this input, then the steps that led there. */
  readonly steps: readonly string[];
  /** The input, under the standard's variable names. */
  readonly given: Readonly<Record<string, unknown>>;
  /** A plain value, or an object such as `{ "failure": true }`. */
  readonly expect: unknown;
  readonly why: string;
  /** The public issue, if implementations are known to differ. */
  readonly atRisk?: string;
}

/** All vectors by file name, which is mostly the name of the algorithm. */
export const vectors: Readonly<Record<string, readonly Vector[]>> = {
  abnf: abnf,
  'append-a-request-origin-header': appendARequestOriginHeader,
  'ascii-serialization-of-an-origin': asciiSerializationOfAnOrigin,
  'basic-filtered-response': basicFilteredResponse,
  'byte-serializing-a-request-origin': byteSerializingARequestOrigin,
  'cache-entry-match': cacheEntryMatch,
  'clear-cache-entries': clearCacheEntries,
  'collect-an-http-quoted-string': collectAnHttpQuotedString,
  'convert-header-names-to-a-sorted-lowercase-set': convertHeaderNamesToASortedLowercaseSet,
  'cors-check': corsCheck,
  'cors-filtered-response': corsFilteredResponse,
  'cors-non-wildcard-request-header-name': corsNonWildcardRequestHeaderName,
  'cors-safelisted-method': corsSafelistedMethod,
  'cors-safelisted-request-header': corsSafelistedRequestHeader,
  'cors-safelisted-response-header-name': corsSafelistedResponseHeaderName,
  'cors-unsafe-request-header-byte': corsUnsafeRequestHeaderByte,
  'cors-unsafe-request-header-names': corsUnsafeRequestHeaderNames,
  'create-a-new-cache-entry': createANewCacheEntry,
  'determine-the-network-partition-key': determineTheNetworkPartitionKey,
  'extract-header-list-values': extractHeaderListValues,
  'extract-header-values': extractHeaderValues,
  'forbidden-method': forbiddenMethod,
  'forbidden-request-header': forbiddenRequestHeader,
  'forbidden-response-header-name': forbiddenResponseHeaderName,
  'header-list-append': headerListAppend,
  'header-list-combine': headerListCombine,
  'header-list-contains': headerListContains,
  'header-list-delete': headerListDelete,
  'header-list-get': headerListGet,
  'header-list-get-decode-and-split': headerListGetDecodeAndSplit,
  'header-name': headerName,
  'header-name-cache-entry-match': headerNameCacheEntryMatch,
  'header-value': headerValue,
  'header-value-get-decode-and-split': headerValueGetDecodeAndSplit,
  'header-value-normalize': headerValueNormalize,
  'headers-append': headersAppend,
  'headers-remove-privileged-no-cors-request-headers': headersRemovePrivilegedNoCorsRequestHeaders,
  'headers-validate': headersValidate,
  'location-url': locationUrl,
  method: method,
  'method-cache-entry-match': methodCacheEntryMatch,
  'method-normalize': methodNormalize,
  'no-cors-safelisted-request-header': noCorsSafelistedRequestHeader,
  'no-cors-safelisted-request-header-name': noCorsSafelistedRequestHeaderName,
  'null-body-status': nullBodyStatus,
  'ok-status': okStatus,
  'opaque-filtered-response': opaqueFilteredResponse,
  'opaque-redirect-filtered-response': opaqueRedirectFilteredResponse,
  'parse-a-single-range-header-value': parseASingleRangeHeaderValue,
  'privileged-no-cors-request-header-name': privilegedNoCorsRequestHeaderName,
  'range-status': rangeStatus,
  'redirect-status': redirectStatus,
  'redirect-taint': redirectTaint,
  'request-body-header-name': requestBodyHeaderName,
  'request-determine-the-network-partition-key': requestDetermineTheNetworkPartitionKey,
  'serializing-a-request-origin': serializingARequestOrigin,
};
