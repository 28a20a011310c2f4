/**
 * Freedoms: what the standard and HTTP leave to a correct server. A correct server is a policy and a
 * choice for each freedom. The first choice is the plainest, so that a counterexample shrinks to the
 * few freedoms that matter.
 */

export const freedoms = {
  /** How a request from an origin that is not allowed is answered. */
  requestRefusal: ['application', 403, 401, 404, 400],
  /** How a preflight from an origin that is not allowed is answered. */
  preflightRefusal: [204, 200, 403, 404, 401, 405, 400, 302, 'application'],
  /** How a preflight for a method or header that is not allowed is answered. */
  grantRefusal: ['list', 'omit', 403, 405],
  /** The status of a preflight that is granted. */
  preflightStatus: [204, 200, 299],
  /** Whether Access-Control-Allow-Origin is always the same, if the policy permits that. */
  allowOrigin: ['computed', 'static'],
  /** How everyone is allowed: with a wildcard, or by sending each origin back. */
  everyone: ['wildcard', 'wildcard-with-origin', 'reflected'],
  /** Which methods a preflight grants. */
  methods: ['listed', 'asked', 'with-safelisted', 'wildcard'],
  /** Which headers a preflight grants. */
  headers: ['listed', 'asked', 'wildcard'],
  /** How header names are spelled. */
  nameCase: ['as-listed', 'lower', 'upper'],
  /** How lists are separated; `lines` is one line for each member. */
  separator: [', ', ',', ' , ', ',\t', 'lines'],
  order: ['listed', 'reversed'],
  /** Access-Control-Max-Age, if the policy does not say. */
  maxAge: [null, '0', '1', '600', '86400', '4294967296'],
  /** How Vary names Origin. */
  vary: [
    'Origin',
    'origin',
    'Accept-Encoding, Origin',
    'Origin, Accept-Encoding',
    '*',
    'lines',
    'no-store',
  ],
  /** Which responses have Vary: all that vary, or only those that a cache may store. */
  varyOn: ['all', 'storable'],
  varyOnPreflights: [true, false],
  /** Whether Vary names Origin although nothing varies. */
  needlessVary: [false, true],
  /** Whether refused responses have Access-Control-Allow-Credentials. */
  lonelyCredentials: [false, true],
  /** What a 304 response says about sharing. */
  notModified: ['same', 'nothing'],
  /** What is answered to a range. */
  range: [200, 206, 416],
  /** What a single URL answers to every request. */
  status: [200, 204, 401, 403, 404, 405, 410, 500],
  /** How long a cache may store responses. */
  freshness: [null, 'max-age=60', 'private, max-age=60', 'no-cache', 'public'],
  /** Headers about the connection, which may differ between equal responses. */
  connection: ['none', 'age', 'keep-alive', 'date', 'chunked'],
  /** Other headers that belong to neighbours of CORS. */
  extras: ['none', 'private-network', 'timing', 'resource-policy', 'all'],
  /** How an Origin that no browser sends is read. */
  malformedOrigin: ['refused', 400, 'ignored'],
  /** Which of several Origin lines counts. */
  severalOrigins: ['combined', 'first', 'last', 400],
  /** Whether an origin that the grammar of Origin does not describe is allowed by a wildcard. */
  oddHosts: ['allowed', 'refused'],
  /** How an Access-Control-Request-Headers that no browser sends is read. */
  malformedRequestHeaders: ['tolerated', 'refused', 400],
  /** Which of several lines of Access-Control-Request-Headers count. */
  severalRequestHeaders: ['combined', 'first', 'last'],
  /** What is answered to every OPTIONS request, if the policy needs no preflight. */
  options: ['supported', 405, 501],
  /** What a single URL answers to preflights for POST, if the policy does not name the simple methods:
   *  it may have no POST. */
  postPreflight: ['supported', 404, 405, 501],
  /** What is answered to an OPTIONS request of another origin that is not a preflight, if the policy
   *  does not allow OPTIONS. */
  foreignOptions: ['supported', 403],
  /** Whether the headers of a preflight response are on other responses too. */
  grantsEverywhere: [false, true],
} as const;

export type FreedomName = keyof typeof freedoms;

/** A choice for each freedom. */
export type Choices = {
  readonly [Name in FreedomName]: (typeof freedoms)[Name][number];
};

/** The plainest server. */
export const plainest = Object.fromEntries(
  Object.entries(freedoms).map(([name, choices]) => [name, choices[0]]),
) as Choices;
