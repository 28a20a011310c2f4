/** What `results.json` says of one server: a row, made from the report on it. */
import type { KnownDeviations } from '../../../deviations/known-deviations.ts';
import { type Implementation, languageOf } from '../implementations.ts';
import type { CaseResult, Report } from '../report.ts';
import { type Finding, findingsOf } from './findings.ts';
import { inReadingOrder } from './reading-order.ts';

/** `results.schema.json` says what each member means. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly version: string;
  readonly link: string;
  readonly licence: string;
  readonly date: string;
  readonly policies: {
    readonly expressed: readonly string[];
    readonly leftOut: readonly { readonly policy: string; readonly why: string }[];
  };
  readonly requirements: Readonly<Record<string, Outcomes>>;
  readonly findings: readonly Finding[];
}

/** How many cases of a requirement ended in which way. */
export interface Outcomes {
  readonly passed: number;
  readonly failed: number;
  readonly known: number;
  /** By the reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** What a row is made of. */
export interface Run {
  /** One of `serverNames`. */
  readonly id: string;
  readonly implementation: Pick<Implementation, 'link' | 'licence'>;
  readonly knownDeviations: KnownDeviations;
  readonly report: Report;
  /** YYYY-MM-DD. */
  readonly date: string;
}

export function rowOf({ id, implementation, knownDeviations, report, date }: Run): Row {
  const { server, target, results } = report;
  return {
    id,
    name: server.name,
    language: languageOf(id),
    version: server.version,
    link: implementation.link,
    licence: implementation.licence,
    date,
    policies: {
      expressed: target.policies.map((policy) => policy.id),
      leftOut: target.leftOut.map(({ policy, why }) => ({ policy, why })),
    },
    requirements: Object.fromEntries(
      inReadingOrder(results.map(({ requirement }) => requirement)).map((requirement) => [
        requirement,
        outcomesOf(results.filter((result) => result.requirement === requirement)),
      ]),
    ),
    findings: findingsOf(results, knownDeviations),
  };
}

/** Each name beside its own version: `koa 3.3.0 + @koa/cors 5.0.0`. */
export function fullNameOf({ name, version }: Pick<Row, 'name' | 'version'>): string {
  const names = name.split(' + ');
  const versions = version.split(' + ');
  if (names.length !== versions.length) return `${name} ${version}`;
  return names.map((each, place) => `${each} ${versions[place]}`).join(' + ');
}

/** Whether two rows say the same, whenever it was found. How many answers are slow differs from run to
 *  run; that some are is a known deviation or not, which every run holds a server to. */
export function saysTheSame(a: Row, b: Row): boolean {
  return JSON.stringify(withoutTime(a)) === JSON.stringify(withoutTime(b));
}

const timed = 'answers-in-time';

function withoutTime({ requirements, findings, ...row }: Row) {
  const { [timed]: _, ...others } = requirements;
  const isTimed = ({ requirements: all }: Finding) => all.every((each) => each === timed);
  return {
    ...row,
    date: null,
    requirements: others,
    findings: findings.filter((finding) => !isTimed(finding)),
  };
}

function outcomesOf(results: readonly CaseResult[]): Outcomes {
  const count = (...verdicts: string[]) =>
    results.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const skipped: Record<string, number> = {};
  for (const { verdict, message } of results) {
    if (verdict === 'skip' || verdict === 'not-sent')
      skipped[message] = (skipped[message] ?? 0) + 1;
  }
  return { passed: count('pass', 'gone'), failed: count('fail'), known: count('known'), skipped };
}
