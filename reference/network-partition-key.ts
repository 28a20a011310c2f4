/** Network partition keys, which separate cached data by top-level site. */
import { type OpaqueOrigin, obtainASite } from './origin.ts';
import type { Client, Request } from './request.ts';

/** A site. The second key is implementation-defined, and null here. Compare keys with `===`.
 *  @see https://fetch.spec.whatwg.org/#network-partition-key */
export type NetworkPartitionKey = string | OpaqueOrigin;

/** @see https://fetch.spec.whatwg.org/#determine-the-network-partition-key */
export function determineTheNetworkPartitionKeyOfAnEnvironment(
  environment: Client,
): NetworkPartitionKey {
  // 1. Take the top-level origin.
  const topLevelOrigin = environment.topLevelOrigin;
  // 2. Not modelled: environments that are still being created.
  // 3. The type ensures that it is an origin.
  // 4. Obtain its site.
  const topLevelSite = obtainASite(topLevelOrigin);
  // 5. The second key is implementation-defined. Here it is null.
  // 6.
  return topLevelSite;
}

/** @see https://fetch.spec.whatwg.org/#request-determine-the-network-partition-key */
export function determineTheNetworkPartitionKey(request: Request): NetworkPartitionKey | null {
  // 1. Not modelled: reserved clients, which only navigations and workers use.
  // 2. Use the client's key.
  if (request.client !== null) {
    return determineTheNetworkPartitionKeyOfAnEnvironment(request.client);
  }
  // 3. Without a client, there is no key.
  return null;
}
