/** Known deviations of the engines that `explain` never names, and why. */
import type { EngineName } from './engine-differences.ts';

const noProtocol = 'a fetch does not tell which protocol a browser would speak';
const noMixedContent = 'mixed content is not modelled';
const otherAPI = 'it is about XMLHttpRequest, EventSource or elements, not about fetch()';
const severalFetches = 'it shows only in a later fetch, through the preflight cache';
const noStory = 'a story does not have the option that it is about';
const noBytes = 'a story has header lines, not the bytes of a response that HTTP does not allow';
const noCORS = 'it is about fetches without CORS';

export const leftOut: Readonly<Record<EngineName, Readonly<Record<string, string>>>> = {
  chromium: {
    'upload-listener-grants-no-method': otherAPI,
    'upload-listener-served-by-any-grant': otherAPI,
    'upload-listener-without-body': otherAPI,
    'grants-outlive-failures': severalFetches,
    'bare-cr-ends-a-line': noBytes,
    'origin-with-storage-access': noCORS,
    'null-origin-after-redirect': noCORS,
    'clock-restarted': severalFetches,
    'xhr-charset-in-place': otherAPI,
    'xhr-charset-quoted-kept': otherAPI,
    'about-blank-not-fetched': noCORS,
    'origin-despite-referrer-policy': noStory,
    'keepalive-quota-before-preflight': noStory,
    'origin-sent-to-own-origin': otherAPI,
  },
  firefox: {
    'upload-listener-grants-no-method': otherAPI,
    'upload-listener-served-by-any-grant': otherAPI,
    'max-age-not-shortened': severalFetches,
    'origin-with-storage-access': noCORS,
    'clock-restarted': severalFetches,
    'space-before-colon-ignored': noBytes,
    'xhr-preflight-by-unreplaced-charset': otherAPI,
    'keepalive-quota-before-preflight': noStory,
    'thrown-errors-not-muted': otherAPI,
    'empty-first-line-dropped-over-http2': noProtocol,
  },
  webkit: {
    'upload-listener-grants-no-method': otherAPI,
    'upload-listener-served-by-any-grant': otherAPI,
    'refused-preflight-remembered': severalFetches,
    'grants-outlive-failures': severalFetches,
    'clock-restarted': severalFetches,
    'space-before-colon-ignored': noBytes,
    'referrer-policy-of-redirect-ignored': noStory,
    'keepalive-quota-before-preflight': noStory,
    'about-blank-not-fetched': noCORS,
    'fonts-without-cors': otherAPI,
    'text-tracks-of-other-origins': otherAPI,
    'shape-without-cookies': otherAPI,
    'mask-redirects-not-followed': otherAPI,
    'origin-sent-to-own-origin': otherAPI,
    'http-from-https-blocked': noMixedContent,
  },
};
