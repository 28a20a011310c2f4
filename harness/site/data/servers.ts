/** What the site says of real servers: the scoreboard, and a page for each. */
import { existsSync, readFileSync } from 'node:fs';
import {
  type Basis,
  type Group,
  groups,
  type Level,
  requirementOf,
} from '../../../conformance/servers/index.ts';
import {
  fileOf,
  implementationOf,
  serverNames,
} from '../../implementations/servers/implementations.ts';
import { badgeOf, badgeText } from '../../implementations/servers/scoreboard/badge.ts';
import {
  type Counts,
  cellOf,
  failuresOf,
  totalsOf,
} from '../../implementations/servers/scoreboard/counts.ts';
import { readRows } from '../../implementations/servers/scoreboard/files.ts';
import type { Finding } from '../../implementations/servers/scoreboard/findings.ts';
import { groupTitles, shortName } from '../../implementations/servers/scoreboard/markdown.ts';
import { fullNameOf, type Row } from '../../implementations/servers/scoreboard/row.ts';
import { type Ref, requirementRef, serverRef } from './refs.ts';
import { type SetUpFile, setUpOf } from './set-up.ts';

/** One line of the scoreboard. */
export interface ServerLine {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly languageName: string;
  readonly version: string;
  readonly date: string;
  readonly expressed: number;
  readonly policies: number;
  /** How many cases fail; null where no case of the group applied. */
  readonly failures: Readonly<Record<Group, Counts | null>>;
}

export interface Scoreboard {
  readonly groups: readonly { readonly id: Group; readonly title: string }[];
  readonly languages: readonly { readonly id: string; readonly name: string }[];
  readonly servers: readonly ServerLine[];
}

export interface ShownFinding {
  readonly level: Level;
  readonly what: string;
  readonly why: string | null;
  /** Whether the set-up causes it, and not the server. */
  readonly bySetUp: boolean;
  readonly right: 'standard' | 'either' | 'disputed';
  readonly requirements: readonly {
    readonly id: string;
    readonly gist: string;
    readonly basis: Basis;
  }[];
  readonly count: number;
  readonly cases: readonly { readonly id: string; readonly ref: Ref | null }[];
  readonly source: string | null;
  readonly issues: readonly { readonly url: string; readonly name: string }[];
}

/** What a page about one server shows. */
export interface ServerPage {
  readonly id: string;
  readonly fullName: string;
  readonly language: string;
  readonly languageName: string;
  readonly link: string;
  readonly licence: string;
  readonly date: string;
  readonly totals: string;
  readonly badge: string;
  readonly groups: readonly {
    readonly title: string;
    readonly findings: readonly ShownFinding[];
  }[];
  readonly expressed: readonly string[];
  readonly leftOut: readonly { readonly policy: string; readonly why: string }[];
  readonly build: readonly string[];
  readonly start: string | null;
  readonly files: readonly SetUpFile[];
}

/** The rows of all servers.
 *  @throws Error if a server has no result, or a result no server */
export function checkedRows(): readonly Row[] {
  const rows = readRows();
  const ids = rows.map(({ id }) => id);
  const missing = serverNames.filter((name) => !ids.includes(name));
  const gone = ids.filter((id) => !serverNames.includes(id));
  if (missing.length > 0) throw new Error(`results.json: no result of ${missing.join(', ')}`);
  if (gone.length > 0) throw new Error(`results.json: no server ${gone.join(', ')}`);
  return rows;
}

export function scoreboardData(rows: readonly Row[]): Scoreboard {
  return {
    groups: groups.map((id) => ({ id, title: groupTitles[id] })),
    languages: [...new Set(rows.map(({ language }) => language))].map((id) => ({
      id,
      name: languageName(id),
    })),
    servers: rows.map((row) => {
      const { expressed, leftOut } = row.policies;
      return {
        id: row.id,
        name: row.name,
        language: row.language,
        languageName: languageName(row.language),
        version: row.version,
        date: row.date,
        expressed: expressed.length,
        policies: expressed.length + leftOut.length,
        failures: Object.fromEntries(
          groups.map((group) => [
            group,
            cellOf(row, group) === '–' ? null : failuresOf(row, group),
          ]),
        ) as ServerLine['failures'],
      };
    }),
  };
}

export function serverPage(row: Row): ServerPage {
  const { build = [], start } = implementationOf(row.id);
  return {
    id: row.id,
    fullName: fullNameOf(row),
    language: row.language,
    languageName: languageName(row.language),
    link: row.link,
    licence: row.licence,
    date: row.date,
    totals: totalsOf(row),
    badge: badgeText(row),
    groups: groups.flatMap((group) => {
      const findings = row.findings.filter(({ requirements: [first = ''] }) => {
        return requirementOf(first).group === group;
      });
      return findings.length === 0
        ? []
        : [{ title: groupTitles[group], findings: findings.map(shownFinding) }];
    }),
    expressed: row.policies.expressed,
    leftOut: row.policies.leftOut,
    build: build.map((command) => command.join(' ')),
    start: start?.join(' ') ?? null,
    files: setUpOf(row.id),
  };
}

/** The text of a badge, checked against the file that READMEs show.
 *  @throws Error if the file says something else */
export function badgeFile(row: Row): string {
  const file = fileOf('badges', `${row.id}.svg`);
  const text = badgeOf(row);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    throw new Error(`badges/${row.id}.svg does not say what results.json says`);
  }
  return text;
}

function shownFinding({
  level,
  what,
  why,
  by,
  right,
  requirements,
  cases,
  evidence,
}: Finding): ShownFinding {
  return {
    level,
    what,
    why: why ?? null,
    bySetUp: by === 'set-up',
    right: right ?? 'standard',
    requirements: requirements.map((id) => {
      requirementRef(id);
      const { gist, basis } = requirementOf(id);
      return { id, gist, basis };
    }),
    count: cases.count,
    cases: cases.ids.map((id) => ({ id, ref: serverRef(id) })),
    source: evidence?.source ?? null,
    issues: (evidence?.issues ?? []).map((url) => ({ url, name: shortName(url) })),
  };
}

const languageNames: Readonly<Record<string, string>> = {
  javascript: 'JavaScript',
  'web-servers': 'Web servers',
};

function languageName(id: string): string {
  return languageNames[id] ?? id.charAt(0).toUpperCase() + id.slice(1);
}
