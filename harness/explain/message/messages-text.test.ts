import { expect } from 'chai';
import { noColours } from '../../output/terminal.ts';
import { explainMessages } from './explain-messages.ts';
import { messagesText } from './messages-text.ts';

describe('the text about messages', () => {
  const textOf = (message: string) => messagesText(explainMessages(message), noColours);

  const rows: [what: string, message: string, has: RegExp, hasNot?: RegExp][] = [
    [
      'what to set',
      'Method PUT is not allowed by Access-Control-Allow-Methods.',
      /recipes method-not-allowed shows/,
    ],
    [
      'no settings where there are none',
      'Load cannot follow more than 20 redirections',
      /too-many-redirects/,
      /recipes/,
    ],
    [
      'one meaning without a number',
      'Load cannot follow more than 20 redirections',
      /\nThere are more than twenty/,
      /1\./,
    ],
    [
      'several meanings with numbers',
      'Origin https://app.example is not allowed by Access-Control-Allow-Origin.',
      /It can mean any of these:\n\n1\. The response has no [\s\S]*\n\n2\. The response does not allow/,
    ],
    [
      'the network first',
      'Reason: CORS request did not succeed',
      /one says more\.\n[\s\S]*\n\n1\. The server cannot be reached[\s\S]*\n\n2\. A redirect/,
    ],
    [
      'a warning',
      'Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at https://api.example/ soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered.',
      /^! Warning[\s\S]*lets the fetch through/,
      /Blocked/,
    ],
    [
      'a redirect',
      "Access to fetch at 'https://b.example/' (redirected from 'https://a.example/') from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      /\nThe page fetched https:\/\/a\.example\/, which redirects\.\nThe response from https:\/\/b\.example\//,
    ],
    [
      'an engine that is silent',
      'Reached maximum amount of queued data of 64Kb for keepalive requests',
      /Chromium \d+ prints nothing that says why\n {11}Firefox \d+ prints nothing/,
    ],
    [
      'an engine that was not recorded',
      'The `duplex` member must be specified for a request with a streaming body',
      /Firefox \d+ is not known/,
    ],
    [
      'all of several messages',
      'net::ERR_TOO_MANY_REDIRECTS net::ERR_BLOCKED_BY_ORB',
      /^✗ Blocked[\s\S]*\n\n\? Not CORS/,
    ],
  ];
  for (const [what, message, has, hasNot = /\u001b/] of rows) {
    it(`has ${what}`, () => {
      expect(textOf(message)).to.match(has);
      expect(textOf(message)).not.to.match(hasNot);
    });
  }
});
