/** Policies that are not standard: what people configure without meaning what it says. */
import type { Policy } from '../../../../conformance/servers/index.ts';

/** `{ origin: '*', credentials: true }`. A wildcard never covers credentials, so nobody may read with
 *  them; a library that echoes Origin instead lets everybody. */
export const wildcardWithCredentials: Policy = {
  id: 'wildcard-with-credentials',
  title: 'everyone may read, nobody with credentials, although they are switched on',
  allowOrigins: ['*'],
  allowCredentials: true,
};
