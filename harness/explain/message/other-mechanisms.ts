/** Messages that look like CORS, but come from something else. */

export interface OtherMechanism {
  readonly name: string;
  /** What it is, and what to do, in one sentence. */
  readonly what: string;
  readonly patterns: readonly string[];
}

export const otherMechanisms: readonly OtherMechanism[] = [
  {
    name: 'Local network access',
    what: 'The browser does not let pages of the public web, or pages without https:, access servers on local networks without permission, whatever CORS allows.',
    patterns: [
      "[Access to {what} at '{url}' from origin '{origin}' has been blocked by CORS policy: ]The request client is not a secure context and the resource is in more-private address space",
      "[Access to {what} at '{url}' from origin '{origin}' has been blocked by CORS policy: ]Request had a target IP address space of",
      "[Access to {what} at '{url}' from origin '{origin}' has been blocked by CORS policy: ]Permission was denied for this request to access the `{any}` address space",
      "No 'Access-Control-Allow-Private-Network' header was present in the preflight response",
      "The 'Access-Control-Allow-Private-Network' header in the preflight response",
    ],
  },
  {
    name: 'Cross-Origin-Resource-Policy',
    what: 'The server, or the page by its Cross-Origin-Embedder-Policy, does not let other origins load this resource: the header Cross-Origin-Resource-Policy decides that, apart from CORS.',
    patterns: [
      '[GET {url} ]net::ERR_BLOCKED_BY_RESPONSE[.NotSameOriginAfterDefaultedToSameOriginByCoep][.NotSameOrigin][.NotSameSite]',
      'was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof)',
      "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header",
    ],
  },
  {
    name: 'Opaque response blocking',
    what: 'The page loads something by an element without the attribute crossorigin, and the response does not look like what such an element can use: the browser keeps it away from the page.',
    patterns: [
      '[GET {url} ]net::ERR_BLOCKED_BY_ORB',
      'The resource at “{url}” was blocked by OpaqueResponseBlocking',
      'Cross-Origin Read Blocking (CORB) blocked cross-origin response[ {url}]',
    ],
  },
  {
    name: 'Mixed content',
    what: 'A page that was loaded over https: cannot load this over http:, so use an https: URL.',
    patterns: [
      "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure",
      'Blocked loading mixed active content “{url}”',
      'Blocked loading mixed display content “{url}”',
      'requested insecure content from {url}. This content was blocked and must be served over HTTPS',
      'was not allowed to run insecure content from',
      'was not allowed to display insecure content from',
    ],
  },
  {
    name: 'Content Security Policy',
    what: 'The page itself says, in its Content-Security-Policy, that it loads nothing from there: add the origin to connect-src, or to the directive that the message names.',
    patterns: [
      "Refused to connect to '{url}' because it violates the following Content Security Policy directive",
      'Refused to connect to {url} because it does not appear in the connect-src directive of the Content Security Policy',
      'violates the following Content Security Policy directive',
      "Refused to connect because it violates the document's Content Security Policy",
      'Blocked by Content Security Policy',
      "Content-Security-Policy: The page's settings blocked",
      "Content Security Policy: The page's settings blocked",
    ],
  },
  {
    name: 'Tainted canvas',
    what: 'An image was drawn to the canvas that was loaded without CORS: add the attribute crossorigin="anonymous" to the image, and let its server allow the origin of the page.',
    patterns: [
      'Tainted canvases may not be exported',
      'The canvas has been tainted by cross-origin data',
    ],
  },
  {
    name: 'Access to a frame',
    what: 'A page cannot access the document of another origin in a frame, and CORS cannot change that: use postMessage().',
    patterns: [
      'Blocked a frame with origin "{origin}" from accessing a cross-origin frame',
      'Permission denied to access property "{any}" on cross-origin object',
      'Permission denied to access property',
    ],
  },
  {
    name: 'Framing',
    what: 'The server does not let its page be shown in a frame of this site: X-Frame-Options, or frame-ancestors in its Content-Security-Policy, decides that.',
    patterns: [
      "in a frame because it set 'X-Frame-Options'",
      'in a frame because an ancestor violates the following Content Security Policy directive',
    ],
  },
  {
    name: 'An extension of the browser',
    what: 'An extension, such as an ad blocker, stopped the request.',
    patterns: ['[GET {url} ]net::ERR_BLOCKED_BY_CLIENT', 'Blocked by content extension'],
  },
  {
    name: 'A setting of Firefox',
    what: 'CORS is switched off in this Firefox: reset content.cors.disable in about:config.',
    patterns: ['Reason: CORS disabled'],
  },
  {
    name: 'The network',
    what: 'The server could not be reached, or closed the connection: check that it runs, its name, its port and its certificate.',
    patterns: [
      'net::ERR_CONNECTION_REFUSED',
      'net::ERR_CONNECTION_RESET',
      'net::ERR_CONNECTION_CLOSED',
      'net::ERR_CONNECTION_TIMED_OUT',
      'net::ERR_TIMED_OUT',
      'net::ERR_EMPTY_RESPONSE',
      'net::ERR_INVALID_HTTP_RESPONSE',
      'net::ERR_NAME_NOT_RESOLVED',
      'net::ERR_ADDRESS_UNREACHABLE',
      'net::ERR_INTERNET_DISCONNECTED',
      'net::ERR_SSL_PROTOCOL_ERROR',
      'net::ERR_CERT_',
      'net::ERR_UNSAFE_PORT',
      'Could not connect to the server.',
      'A server with the specified hostname could not be found.',
    ],
  },
];
