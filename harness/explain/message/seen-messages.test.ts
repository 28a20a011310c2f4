/** Every message of the corpus is recognised. */
import { expect } from 'chai';
import { fillOrigins } from '../../../conformance/exchanges.ts';
import { messages } from '../../../conformance/messages.ts';
import stepReasons from '../../../spec/reasons.json' with { type: 'json' };
import { explainMessages } from './explain-messages.ts';
import { explainReason } from './explain-reason.ts';
import type { Facts } from './facts.ts';

const origins = {
  A: 'https://app.example',
  B: 'https://api.app.example',
  C: 'https://other.example',
  D: 'http://api.example',
};

describe('explainMessages, of what was recorded', () => {
  for (const { engine, pattern, seen, reasons } of messages.messages) {
    for (const { case: id, reason, text } of seen) {
      it(`recognises ${reason} of ${engine} in ${id}: …${pattern.slice(-60)}`, () => {
        const { refusals, others, unspecific } = explainMessages(fillOrigins(text, origins));
        expect(refusals).to.have.length(1);
        expect(refusals[0]?.engines).to.include(engine);
        expect(refusals[0]?.reasons.map((each) => each.reason)).to.include.members(reasons);
        expect({ others, unspecific }).to.deep.equal({ others: [], unspecific: [] });
      });
    }
  }
});

/** Written by hand from the sources, as no case produces them. */
const older: [reason: string, text: string][] = [
  [
    'not-same-origin',
    "Access to fetch at 'https://api.example/' from origin 'https://app.example' has been blocked by CORS policy: Cross origin requests are not allowed by request mode.",
  ],
  [
    'scheme-not-http',
    "Access to script at 'file:///x/main.js' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, data, http, https.",
  ],
  [
    'allow-origin-missing',
    "XMLHttpRequest cannot load https://api.example/. No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin 'https://app.example' is therefore not allowed access. The response had HTTP status code 401.",
  ],
  [
    'allow-origin-mismatch',
    "Failed to load https://api.example/: Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header has a value 'https://other.example' that is not equal to the supplied origin. Origin 'https://app.example' is therefore not allowed access.",
  ],
  [
    'allow-origin-mismatch',
    "Failed to load https://api.example/: The 'Access-Control-Allow-Origin' header contains multiple values 'a, b', but only one is allowed. Origin 'https://app.example' is therefore not allowed access.",
  ],
  [
    'allow-origin-mismatch',
    "Failed to load https://api.example/: The 'Access-Control-Allow-Origin' header contains the invalid value 'x'. Origin 'https://app.example' is therefore not allowed access.",
  ],
  [
    'allow-origin-mismatch',
    "Failed to load https://api.example/: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. Origin 'https://app.example' is therefore not allowed access.",
  ],
  [
    'allow-credentials-not-true',
    "Failed to load https://api.example/: The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'. Origin 'https://app.example' is therefore not allowed access.",
  ],
  [
    'preflight-status-not-ok',
    'XMLHttpRequest cannot load https://api.example/. Response for preflight has invalid HTTP status code 405',
  ],
  [
    'location-scheme-not-http',
    "Failed to load https://api.example/: Redirect from 'https://api.example/' has been blocked by CORS policy: Redirect location 'x:y' has a disallowed scheme for cross-origin requests.",
  ],
  [
    'authorization-not-listed',
    'Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at https://api.example/ soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).',
  ],
  ['preflight-status-not-ok', 'Reason: CORS preflight channel did not succeed'],
  [
    'authorization-not-listed',
    'Reason: missing token ‘authorization’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel',
  ],
  [
    'header-not-allowed',
    "Reason: missing token 'x-a' in CORS header 'Access-Control-Allow-Headers' from CORS preflight channel",
  ],
];

describe('explainMessages, of what sources say', () => {
  for (const [reason, text] of older) {
    it(`recognises ${reason}: ${text.slice(0, 150)}`, () => {
      const { refusals } = explainMessages(text);
      expect(refusals.map(({ reasons }) => reasons.map((each) => each.reason))).to.deep.equal([
        [reason],
      ]);
    });
  }

  it('has an example for each of them', () => {
    const unseen = messages.messages.filter(({ seen }) => seen.length === 0);
    expect(older).to.have.length(unseen.length);
  });
});

describe('explainReason', () => {
  const nothing: Facts = {
    url: null,
    redirectedFrom: null,
    origin: null,
    isOriginHidden: false,
    method: null,
    header: null,
    value: null,
    status: null,
    what: null,
    allows: null,
    list: null,
    isPreflight: false,
  };
  for (const reason of Object.values(stepReasons)) {
    it(`has sentences for ${reason}, even if the message says nothing else`, () => {
      const { wrong, fix } = explainReason(reason, nothing, { text: '', engines: [] });
      expect(wrong).to.match(/^[A-Z][^{}]*\.$/);
      expect(fix).to.match(/^[A-Z][^{}]*\.$/);
      expect(`${wrong} ${fix}`).not.to.match(/null|undefined|\s\s/);
    });
  }

  it('refuses unknown reasons', () => {
    expect(() => explainReason('x', nothing, { text: '', engines: [] })).to.throw(
      RangeError,
      'unknown reason x',
    );
  });
});
