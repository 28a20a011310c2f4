/** The protocols that the case server speaks, and what each of them has that cases can require. */
import type { ClientFeature } from '../../../conformance/exchanges.ts';

export const protocols = ['http1', 'https1', 'http2'] as const;

/** HTTP/1.1, HTTP/1.1 over TLS, or HTTP/2 over TLS. */
export type Protocol = (typeof protocols)[number];

const features = {
  http1: ['http1'],
  https1: ['http1', 'https'],
  http2: ['http2', 'https'],
} as const satisfies Readonly<Record<Protocol, readonly ClientFeature[]>>;

export type ConnectionFeature = (typeof features)[Protocol][number];

/** What cases can require of a connection, whatever the client. */
export function connectionFeatures(protocol: Protocol): readonly ConnectionFeature[] {
  return features[protocol];
}

export function usesTLS(protocol: Protocol): boolean {
  return protocol !== 'http1';
}

/** For people. */
export const protocolNames: Readonly<Record<Protocol, string>> = {
  http1: 'HTTP/1.1',
  https1: 'HTTP/1.1 over TLS',
  http2: 'HTTP/2',
};
