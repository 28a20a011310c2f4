/** Faults made by a table: one header spoiled in one way on one kind of response. */
import type { Header } from '../../../reference/index.ts';
import type { Situation } from '../correct-server.ts';
import { type Fault, refusals } from './fault.ts';

const kinds: Readonly<Record<string, (situation: Situation) => boolean>> = {
  'on-granted-preflights': ({ isPreflight, isAllowed }) => isPreflight && isAllowed,
  'on-refused-preflights': ({ isPreflight, isAllowed }) => isPreflight && !isAllowed,
  'on-successes': ({ isPreflight, status, isAllowed }) => !isPreflight && isAllowed && status < 300,
  'on-redirects': ({ isPreflight, status }) => !isPreflight && status >= 300 && status < 400,
  'on-errors': ({ isPreflight, status }) => !isPreflight && status >= 400,
  'on-responses-to-others': ({ isPreflight, origin, isAllowed }) =>
    !isPreflight && origin !== null && !isAllowed,
  'without-origin': ({ origin }) => origin === null,
};

const spoilers: Readonly<Record<string, (value: string) => string[]>> = {
  drops: () => [],
  doubles: (value) => [value, value],
  empties: () => [''],
  garbles: (value) => [`${value};`],
  'fills-with-undefined': () => ['undefined'],
};

const granted = [
  ...refusals.shared,
  'request-headers-tolerated',
  'answers-stable',
  'max-age-declared',
];

/** What a spoiled header can show up as. */
const fits: Readonly<Record<string, readonly string[]>> = {
  'Access-Control-Allow-Origin': ['grammar-allow-origin', ...granted],
  'Access-Control-Allow-Credentials': ['grammar-allow-credentials', ...granted],
  'Access-Control-Allow-Methods': ['grammar-allow-methods', ...granted],
  'Access-Control-Allow-Headers': ['grammar-allow-headers', ...granted],
  'Access-Control-Expose-Headers': ['grammar-expose-headers', ...granted],
  'Access-Control-Max-Age': ['grammar-max-age', 'max-age-declared'],
  Vary: ['vary-origin', 'vary-kept', 'vary-on-preflight'],
};

export const headerFaults: readonly Fault[] = Object.keys(fits).flatMap((header) =>
  Object.entries(spoilers).flatMap(([spoils, spoil]) =>
    Object.entries(kinds).map(
      ([kind, isKind]): Fault => ({
        name: `${spoils}-${header.toLowerCase()}-${kind}`,
        fits: fits[header] ?? [],
        change: (parts) => ({
          ...parts,
          finish: (sent, situation) => {
            const done = parts.finish(sent, situation);
            if (!isKind(situation)) return done;
            const headers = done.headers.flatMap(([name, value]): Header[] =>
              name === header ? spoil(value).map((spoiled) => [name, spoiled]) : [[name, value]],
            );
            return { ...done, headers };
          },
        }),
      }),
    ),
  ),
);
