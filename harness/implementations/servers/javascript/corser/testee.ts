/** corser, on Node's own server. */
import corser from 'corser';
import type { TesteeOptions } from '../../../../testee/testee.ts';
import { wildcardWithCredentials } from '../own-policies.ts';
import { versionsOf } from '../package-versions.ts';
import { settingsOf } from '../settings.ts';

export default {
  name: 'corser',
  version: versionsOf(import.meta.url, 'corser'),
  ownPolicies: [wildcardWithCredentials],
  skipped: {
    'open-wildcards': 'its methods and headers are lists, without a wildcard',
    'credentialed-wildcards': 'its methods and headers are lists, without a wildcard',
  },
  policies: (policy, application) => {
    const { isPublic, allows, ...settings } = settingsOf(policy);
    const cors = corser.create({
      // Left out, it is everyone.
      ...(isPublic ? {} : { origins: (origin, callback) => callback(null, allows(origin)) }),
      supportsCredentials: settings.credentials,
      methods: [...corser.simpleMethods, ...settings.methods],
      requestHeaders: settings.headers,
      responseHeaders: settings.exposed,
      maxAge: settings.maxAge,
    });
    return (request, response) => cors(request, response, () => application(request, response));
  },
} satisfies TesteeOptions;
