/** A policy as the form has it: every member is text, and can be in an address. */
import type { Policy } from '../../../../conformance/servers/policy.ts';
import { type ListName, memberMistake } from '../../../server/policy-mistakes.ts';

/** The fields of the policy, of the fetch that is tried, and the server to set up. */
export const fields = {
  origins: 'https://app.example',
  credentials: '',
  methods: '',
  headers: '',
  expose: '',
  maxAge: '',
  origin: 'https://app.example',
  method: 'GET',
  requestHeaders: '',
  mode: 'same-origin',
  server: '',
};

export type Fields = Record<keyof typeof fields, string>;

export interface ReadPolicy {
  readonly policy: Policy;
  /** By the name of the field. */
  readonly mistakes: Partial<Record<keyof Fields, string>>;
}

export function readPolicy(written: Fields): ReadPolicy {
  const mistakes: Partial<Record<keyof Fields, string>> = {};
  const list = (field: keyof Fields, name: ListName): readonly string[] => {
    const members = membersOf(written[field], name === 'allowOrigins');
    const wrong = members.flatMap((member) => {
      const mistake = memberMistake(name, member);
      return mistake === null ? [] : [`${JSON.stringify(member)} ${mistake}.`];
    });
    if (wrong.length > 0) mistakes[field] = wrong.join(' ');
    return [...new Set(members)].filter((member) => memberMistake(name, member) === null);
  };
  const isWhole = /^\d*$/.test(written.maxAge.trim());
  if (!isWhole) mistakes.maxAge = 'Write a number of seconds.';
  const lists = {
    allowOrigins: list('origins', 'allowOrigins'),
    allowMethods: list('methods', 'allowMethods'),
    allowHeaders: list('headers', 'allowHeaders'),
    exposeHeaders: list('expose', 'exposeHeaders'),
  };
  const policy = {
    id: 'policy',
    ...Object.fromEntries(Object.entries(lists).filter(([, members]) => members.length > 0)),
    ...(written.credentials === '' ? {} : { allowCredentials: true }),
    ...(isWhole && written.maxAge.trim() !== '' ? { maxAge: Number(written.maxAge) } : {}),
  };
  return { policy, mistakes };
}

/** The file for `--policy`. Its name is the name of the policy. */
export function policyText({ id: _, title: __, ...policy }: Policy): string {
  const { allowOrigins, allowCredentials, ...rest } = policy;
  const ordered = {
    ...(allowOrigins === undefined ? {} : { allowOrigins }),
    ...(allowCredentials === undefined ? {} : { allowCredentials }),
    ...rest,
  };
  const members = Object.entries(ordered).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${valueText(value)}`,
  );
  return members.length === 0 ? '{}\n' : `{\n${members.join(',\n')}\n}\n`;
}

/** The fields of a policy of the suite. */
export function writtenPolicy(policy: Policy): Partial<Fields> {
  const { allowOrigins = [], allowMethods = [], allowHeaders = [], exposeHeaders = [] } = policy;
  return {
    origins: allowOrigins.join('\n'),
    credentials: policy.allowCredentials ? '1' : '',
    methods: allowMethods.join(', '),
    headers: allowHeaders.join(', '),
    expose: exposeHeaders.join(', '),
    maxAge: policy.maxAge === undefined ? '' : String(policy.maxAge),
  };
}

function valueText(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return `[${value.map((member) => JSON.stringify(member)).join(', ')}]`;
}

/** Origins stand on lines of their own, since expressions may have commas and spaces. */
function membersOf(text: string, areLines: boolean): string[] {
  return text
    .split(areLines ? /\n/ : /[\s,]+/)
    .map((member) => member.trim())
    .filter((member) => member !== '');
}
