/** Placeholders in cases, and what they stand for under a policy. */
import {
  type Header,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isHeaderName,
  isMethod,
  normalizeMethod,
} from '../../reference/index.ts';
import { originsOfRole } from './origin-roles.ts';
import type { Policy } from './policy.ts';
import { sampleOf } from './sample.ts';

/**
 * A value of a raw request without placeholders.
 *
 * @param own the target's own origin, serialized
 * @returns undefined if the policy has nothing for a placeholder
 */
export function resolveValue(value: string, policy: Policy, own: string): string | undefined {
  if (!value.includes('{')) return value;
  const role = /^\{([a-z+-]+)\}$/.exec(value)?.[1];
  if (role !== undefined) return originsOfRole(role, policy, own)[0];
  // In the order in which browsers send them.
  const [first, second] = listed(policy.allowHeaders)
    .slice(0, 2)
    .map((name) => name.toLowerCase())
    .sort();
  const fillers: Record<string, string | undefined> = {
    'first header': first,
    'FIRST HEADER': first?.toUpperCase(),
    'second header': second,
    'first method': methodsToAskFor(policy)[0],
  };
  let isComplete = true;
  const resolved = value.replace(
    /\{(?:((?:first|FIRST|second) (?:header|HEADER|method))|"([^"]*)"\*(\d+))\}/g,
    (_, placeholder: string | undefined, text: string, times: string) => {
      if (placeholder === undefined) return text.repeat(Number(times));
      isComplete &&= fillers[placeholder] !== undefined;
      return fillers[placeholder] ?? '';
    },
  );
  return isComplete ? resolved : undefined;
}

/** What a policy lacks, in words, if `resolveValue` has nothing for a value. */
export function lackFor(value: string): string {
  if (/second header/i.test(value)) return 'the policy lists fewer than two request headers';
  if (/first header/i.test(value)) return 'the policy lists no request header';
  if (value.includes('first method')) return 'the policy lists no method that needs a preflight';
  return `the policy has no origin for the role ${value.replaceAll(/[{}\s]/g, '')}`;
}

/** The methods that a case asks for, one after the other; if it does not say, GET, or the first
 *  simple method that the policy shares. */
export function methodsOf(method: string | undefined, policy: Policy): string[] {
  switch (method) {
    case '{listed}':
      return sampleOf(methodsToAskFor(policy));
    case '{listed truncated}':
      return otherNames(methodsToAskFor(policy), (first) => first.slice(0, -1), needsPreflight);
    case '{listed extended}':
      return otherNames(methodsToAskFor(policy), (first) => `${first}X`, needsPreflight);
    case undefined:
      return [defaultMethod(policy)];
    default:
      return [method];
  }
}

function defaultMethod({ simpleMethods = ['GET'] }: Policy): string {
  return simpleMethods.includes('GET') ? 'GET' : (simpleMethods[0] ?? 'GET');
}

/** The listed methods that a preflight asks for: GET, HEAD and POST may be listed, but need none. */
function methodsToAskFor(policy: Policy): string[] {
  return listed(policy.allowMethods).filter((method) => !isCorsSafelistedMethod(method));
}

/** Whether a page can use this method, and then needs a preflight for it. */
function needsPreflight(method: string): boolean {
  return (
    isMethod(method) &&
    !isForbiddenMethod(method) &&
    !isCorsSafelistedMethod(normalizeMethod(method))
  );
}

/** The members of a list that are names, not a wildcard. */
function listed(names: readonly string[] | undefined): string[] {
  return (names ?? []).filter((name) => name !== '*');
}

/** What `change` makes of the first name, unless that is a listed name or unusable. */
function otherNames(
  names: readonly string[],
  change: (name: string) => string,
  isUsable: (name: string) => boolean,
): string[] {
  const [first] = names;
  if (first === undefined) return [];
  const changed = change(first);
  const isListed = names.some((name) => name.toLowerCase() === changed.toLowerCase());
  return isListed || !isUsable(changed) ? [] : [changed];
}

/** The header lists that a case asks for; none if the policy has no name for a placeholder. */
export function headerListsOf(headers: readonly Header[], policy: Policy): Header[][] {
  const [placeholder] = headers.find(([name]) => name.startsWith('{')) ?? [];
  if (placeholder === undefined) return [[...headers]];
  return groupsOf(placeholder, listed(policy.allowHeaders)).map((group) =>
    headers.flatMap(([name, value]): Header[] =>
      name === placeholder
        ? group.map((listedName) => [listedName, valueNeedingPermission(listedName, value)])
        : [[name, value]],
    ),
  );
}

/** The names that a placeholder stands for, in groups that are asked for at once. */
function groupsOf(placeholder: string, names: readonly string[]): string[][] {
  const isUsable = (name: string) => isHeaderName(name) && !isForbiddenRequestHeader(name, '');
  switch (placeholder) {
    case '{listed}':
      return sampleOf(names).map((name) => [name]);
    case '{all listed}':
      return names.length === 0 ? [] : [sampleOf(names)];
    case '{listed truncated}':
      return [otherNames(names, (first) => first.slice(0, -1), isUsable)].filter(hasMembers);
    case '{listed extended}':
      return [otherNames(names, (first) => `${first}-x`, isUsable)].filter(hasMembers);
    default:
      throw new RangeError(`unknown placeholder for header names: ${placeholder}`);
  }
}

function hasMembers(names: readonly string[]): boolean {
  return names.length > 0;
}

/** A value with which even a safelisted header needs permission. */
function valueNeedingPermission(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case 'content-type':
      return 'application/json';
    case 'accept':
    case 'accept-language':
    case 'content-language':
      return '"1"';
    case 'range':
      return 'bytes=-1';
    default:
      return value;
  }
}
