/** The keys that keep what one top-level site causes apart from what another does. */
import { type OpaqueOrigin, obtainASite } from './origin.ts';
import type { Client, Request } from './request.ts';

/** A site; the second key, left to implementations, is null here. Equal by `===`.
 *  @see https://fetch.spec.whatwg.org/#network-partition-key */
export type NetworkPartitionKey = string | OpaqueOrigin;

/** @see https://fetch.spec.whatwg.org/#determine-the-network-partition-key */
export function determineTheNetworkPartitionKeyOfAnEnvironment(
  environment: Client,
): NetworkPartitionKey {
  // 1.
  const topLevelOrigin = environment.topLevelOrigin;
  // 2. Not modelled: environments under construction.
  // 3. It is an origin, by its type.
  // 4.
  const topLevelSite = obtainASite(topLevelOrigin);
  // 5. Left to implementations: none.
  // 6.
  return topLevelSite;
}

/** @see https://fetch.spec.whatwg.org/#request-determine-the-network-partition-key */
export function determineTheNetworkPartitionKey(request: Request): NetworkPartitionKey | null {
  // 1. Not modelled: reserved clients, which only navigations and workers have.
  // 2. That of the page.
  if (request.client !== null) {
    return determineTheNetworkPartitionKeyOfAnEnvironment(request.client);
  }
  // 3.
  return null;
}
