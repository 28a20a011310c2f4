/** What a WebDriver server, or the way to it, has answered instead of a result: in one line. */
import { connectionTrouble } from '../../output/connection-error.ts';
import { messageOf } from '../../output/message-of.ts';

const longest = 300;

/** Drivers add lines about themselves. The package puts the code of a connection error before its text. */
export function lineOf(error: unknown): string {
  const [first = '', second] = messageOf(error)
    .split(/\s*\n\s*/)
    .filter((line) => line !== '');
  const [, code, address, port] = /^(E[A-Z]{4,})\b(?:.* ([^ ]+):(\d+)$)?/.exec(first) ?? [];
  const trouble = connectionTrouble(Object.assign(new Error(first), { code, address, port }));
  return (trouble ?? [first, second].filter((line) => line !== undefined).join(': ')).slice(
    0,
    longest,
  );
}
