/** Header values that no report shows, since people pass reports on. */
import type { Header } from '../../reference/index.ts';

const secretNames =
  /authorization|cookie|token|secret|passw|session|csrf|xsrf|jwt|signature|api-?key|(?:^|-)(?:auth|key)(?:-|$)/i;

/** What stands in the place of a secret value. */
export const elided = '…';

export function isSecret(name: string): boolean {
  return secretNames.test(name) && !/^(?:access-control-|sec-)/i.test(name);
}

/** The same lines, without the values that are secret. */
export function withoutSecrets(headers: readonly Header[]): Header[] {
  return headers.map(([name, value]) => [name, isSecret(name) && value !== '' ? elided : value]);
}
