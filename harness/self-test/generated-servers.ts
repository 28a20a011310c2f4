/** Generated servers: a policy, a choice for each freedom, and how the target is declared. */
import fc from 'fast-check';
import { caseSensitiveMethod } from '../../conformance/properties/arbitraries/methods.ts';
import { webOrigin } from '../../conformance/properties/arbitraries/origins.ts';
import {
  examplesOf,
  isPublic,
  type Place,
  type Policy,
  policies,
  sampleOf,
} from '../../conformance/servers/index.ts';
import { parseOrigin } from '../../reference/index.ts';
import { type Choices, type FreedomName, freedoms } from './freedoms.ts';

export interface GeneratedServer {
  /** What the server means to share. */
  readonly policy: Policy;
  readonly choices: Choices;
  /** A testee, one URL with the policy, or one URL of which only some origins are named. */
  readonly kind: Place['kind'];
  /** Whether the target is an https: one. */
  readonly isSecure: boolean;
}

/** Hosts that the URL parser yields and that comparisons may trip over. */
const oddOrigin = fc.constantFrom(
  'https://my_app.example',
  'https://app.example.',
  'https://xn--bcher-kva.example',
  'https://192.0.2.7',
  'https://[2001:db8::7]',
  'http://[::1]:3000',
  'http://localhost:5173',
  'https://a`b.example',
  'https://a}b.example',
  "https://it's.example",
  'https://a!b$c&d.example',
  'https://a--b.example',
  'https://1a.example',
  'https://app.example:1',
  'chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh',
  'capacitor://localhost',
);

const pattern = fc.constantFrom(
  'null',
  'https://*.example.org',
  'https://?.example.org',
  'https://*.example.org:8443',
  'http://localhost:*',
  'https://*.example.org:*',
  'https://*.a_b.example',
);

const expression: fc.Arbitrary<Partial<Policy>> = fc.constant({
  allowOrigins: ['/https:\\/\\/(?:app|admin)-[0-9]+\\.example/'],
  exampleOrigins: ['https://app-1.example', 'https://admin-22.example'],
});

const origins: fc.Arbitrary<Partial<Policy>> = fc.oneof(
  { weight: 6, arbitrary: listOf(fc.oneof(webOrigin, oddOrigin, pattern)) },
  { weight: 1, arbitrary: fc.constant({ allowOrigins: ['*'] }) },
  { weight: 1, arbitrary: fc.constant({ allowOrigins: ['*', 'https://app.example'] }) },
  { weight: 1, arbitrary: expression },
  { weight: 1, arbitrary: fc.constant({}) },
);

function listOf(origin: fc.Arbitrary<string>): fc.Arbitrary<Partial<Policy>> {
  return fc
    .uniqueArray(origin, { minLength: 1, maxLength: 9 })
    .map((all) => all.filter((each) => /[*?]/.test(each) || parseOrigin(each) !== null))
    .map((allowOrigins) => ({ allowOrigins }));
}

const names = fc.constantFrom(
  'X-Token',
  'Content-Type',
  'Authorization',
  'Accept',
  'X-Upper_Case.odd',
  'If-Match',
  'Range',
  'x-lower',
  'X-A',
  'X-AB',
);

const generatedPolicy: fc.Arbitrary<Policy> = fc
  .tuple(
    origins,
    fc.record(
      {
        allowCredentials: fc.boolean(),
        allowMethods: fc.uniqueArray(
          fc.oneof(fc.constantFrom('PUT', 'DELETE', 'PATCH', 'patch', '*'), caseSensitiveMethod),
          { maxLength: 9 },
        ),
        allowHeaders: fc.uniqueArray(fc.oneof(names, fc.constant('*')), {
          maxLength: 9,
          selector: (name) => name.toLowerCase(),
        }),
        exposeHeaders: fc.uniqueArray(fc.constantFrom('ETag', 'X-Request-Id', 'X-Private', '*')),
        maxAge: fc.constantFrom(0, 5, 600, 86_400),
        simpleMethods: fc.constantFrom(['GET'], ['GET', 'HEAD'], ['POST']),
        shareErrors: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([allowed, rest]) => ({ id: 'generated', ...allowed, ...rest }));

const { postPreflight, ...unhidden } = freedoms;

/** All choices but that of a router, which hides faults. */
const choices = fc
  .record(
    Object.fromEntries(
      (Object.keys(unhidden) as FreedomName[]).map((name) => [
        name,
        // Mostly the plainest: what goes wrong is easier to see, and pairs of oddities still meet.
        fc.oneof(fc.constant(freedoms[name][0]), fc.constantFrom(...freedoms[name])),
      ]),
    ),
  )
  .map((chosen) => ({
    ...chosen,
    postPreflight: postPreflight[0],
  })) as fc.Arbitrary<unknown> as fc.Arbitrary<Choices>;

export const generatedServer: fc.Arbitrary<GeneratedServer> = fc.record({
  policy: fc.oneof(fc.constantFrom(...policies), generatedPolicy),
  choices,
  kind: fc.constantFrom('testee' as const, 'declared' as const, 'undeclared' as const),
  isSecure: fc.boolean(),
});

/** A server that has no fault, perhaps behind a router. */
export const correctServer: fc.Arbitrary<GeneratedServer> = fc
  .tuple(generatedServer, fc.constantFrom(...postPreflight))
  .map(([server, answer]) => ({
    ...server,
    choices: { ...server.choices, postPreflight: answer },
  }));

/** The place under test: of an undeclared target, only some of the origins are known. */
export function placeOf({ policy, kind, isSecure }: GeneratedServer): Place {
  const origin = isSecure ? 'https://target.example' : 'http://target.example';
  if (kind !== 'undeclared') return { kind, policy, origin, path: `/${policy.id}` };
  const usable = sampleOf(examplesOf(policy)).filter((each) => parseOrigin(each) !== null);
  const named = isPublic(policy) ? ['https://app.example'] : usable.slice(0, 2);
  const believed = { id: 'undeclared', allowOrigins: named };
  return { kind, policy: believed, origin, path: `/${policy.id}` };
}
