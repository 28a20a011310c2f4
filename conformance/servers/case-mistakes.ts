/** What is wrong with server cases, in a line each that begins with the id of the case. */
import { isStep } from '../../spec/index.ts';
import { requirements } from '../requirements.ts';
import { schemaCheck } from '../schema-check.ts';
import schema from '../schemas/server-cases.schema.json' with { type: 'json' };
import { judgementDescriptions, type RawCase, type ServerCase } from './cases.ts';
import { type OriginRole, originRoles } from './origin-roles.ts';

const checkSchema = schemaCheck(schema);

/** @param json the content of `cases.json` */
export function caseMistakes(json: unknown): string[] {
  const mistakes = checkSchema(json);
  if (mistakes.length > 0) return mistakes;
  const cases = json as readonly ServerCase[];
  return cases.flatMap((serverCase, index) =>
    [
      ...idMistakes(serverCase, cases.slice(0, index)),
      ...requirementMistakes(serverCase),
      ...judgementMistakes(serverCase),
      ...stepMistakes(serverCase),
      ...roleMistakes(serverCase),
      ...pathMistakes(serverCase),
    ].map((mistake) => `${serverCase.id}: ${mistake}`),
  );
}

/** The requirements that a case can show to be unmet. */
export function requirementsOf({ requirement }: ServerCase): string[] {
  return typeof requirement === 'string'
    ? [requirement]
    : [requirement.allowed, requirement.refused];
}

function idMistakes({ id }: ServerCase, earlier: readonly ServerCase[]): string[] {
  return earlier.some((other) => other.id === id) ? ['id: an earlier case has the same id'] : [];
}

function requirementMistakes(serverCase: ServerCase): string[] {
  return requirementsOf(serverCase).flatMap((name) => {
    const requirement = requirements.find(({ id }) => id === name);
    if (requirement === undefined) {
      return `requirement: unknown requirement "${name}": see conformance/requirements.json`;
    }
    return serverCase.kind === 'raw' && requirement.level === 'must'
      ? `requirement: "${name}" is a must, and no browser sends a raw request: choose a requirement that is a should or an info`
      : [];
  });
}

/** Fetches and raw requests are judged in different ways. */
function judgementMistakes({ kind, judge }: ServerCase): string[] {
  const description = judgementDescriptions.find(({ name }) => name === judge);
  const isFor = description?.kind === 'raw' ? 'raw' : 'fetch';
  return isFor === kind ? [] : [`judge: "${judge}" is for a case of the kind "${isFor}"`];
}

function stepMistakes({ steps }: ServerCase): string[] {
  return steps
    .filter((step) => !isStep(step))
    .map((step) => `steps: unknown step "${step}": see spec/fetch.json`);
}

function roleMistakes(serverCase: ServerCase): string[] {
  const roles = serverCase.kind === 'raw' ? rolesIn(serverCase) : [serverCase.given.origin].flat();
  const place = serverCase.kind === 'raw' ? 'given.request.headers' : 'given.origin';
  return roles.flatMap((name) => {
    const role = roleOf(name);
    if (role === undefined) {
      return `${place}: unknown role "${name}": see conformance/servers/origin-roles.json`;
    }
    return serverCase.kind === 'fetch' && role.raw
      ? `${place}: no browser sends what the role "${name}" stands for: only a raw case can use it`
      : [];
  });
}

/** The roles in the values of a raw request. */
function rolesIn({ given: { controls = [], request } }: RawCase): string[] {
  return [...controls, request].flatMap(({ headers }) =>
    headers.flatMap(([, value]) => /^\{([a-z+-]+)\}$/.exec(value)?.[1] ?? []),
  );
}

function roleOf(name: string): OriginRole | undefined {
  return originRoles.find(
    ({ role }) => role === name || role === name.replace(/^every-listed\+/, 'listed+'),
  );
}

/** Of other servers, only the path of the policy is known. */
function pathMistakes(serverCase: ServerCase): string[] {
  const { path = '/' } = serverCase.kind === 'raw' ? serverCase.given.request : serverCase.given;
  return path === '/' || serverCase.needs === 'testee'
    ? []
    : [`given: only testees have the path "${path}": add "needs": "testee"`];
}
