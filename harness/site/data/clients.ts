/** What the site says of clients: a table of topics, and a page for each client. */
import { readFileSync } from 'node:fs';
import { exchanges, placeCase } from '../../../conformance/exchanges.ts';
import {
  type Deviation,
  entriesOf,
  type KnownDeviations,
} from '../../deviations/known-deviations.ts';
import { places } from './places.ts';
import { exchangeRef, type Ref } from './refs.ts';

/** As in `results.json`; `client-results.schema.json` says what each member means. */
interface ClientResult {
  readonly client: string;
  readonly version: string;
  readonly date: string;
  readonly verdicts: Counted;
  readonly topics: Readonly<Record<string, Counted>>;
  readonly differing: Readonly<Record<string, string>>;
  readonly asksAgain: readonly string[];
}

interface Counted {
  readonly pass?: number;
  readonly known?: number;
  readonly skip?: number;
}

export interface ClientLine {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly date: string;
  readonly pass: number;
  readonly asksAgain: number;
  readonly deviating: number;
  readonly skipped: number;
}

export interface ClientsTable {
  readonly clients: readonly ClientLine[];
  readonly topics: readonly {
    readonly topic: string;
    /** In the order of the clients. */
    readonly cells: readonly { readonly pass: number; readonly run: number }[];
  }[];
  /** The cases in which the three engines differ in the same way. */
  readonly shared: readonly {
    readonly ref: Ref;
    readonly id: string;
    readonly why: string;
    readonly issue: string | null;
    readonly question: string | null;
  }[];
}

export interface ShownDeviation {
  readonly id: string;
  readonly what: string;
  readonly why: string | null;
  readonly right: 'standard' | 'either' | 'disputed';
  readonly cases: readonly { readonly id: string; readonly ref: Ref }[];
  readonly questions: readonly string[];
  readonly issues: readonly string[];
  readonly source: string | null;
  /** What was recorded; `ref` is null if that was in a generated case. */
  readonly exchange: {
    readonly id: string;
    readonly ref: Ref | null;
    readonly lines: readonly string[];
  } | null;
}

export interface ClientPage extends ClientLine {
  readonly deviations: readonly ShownDeviation[];
  readonly again: readonly { readonly id: string; readonly ref: Ref }[];
}

const folder = new URL('../../implementations/clients/', import.meta.url);
const engines = ['chromium', 'firefox', 'webkit'];
const names: Readonly<Record<string, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox ESR',
  webkit: 'WebKitGTK',
};

export const clientResults: readonly ClientResult[] = (
  readJSON('results.json') as { clients: ClientResult[] }
).clients;

const questionOf = new Map(exchanges.map(({ id, question }) => [id, question]));

export function clientsTable(): ClientsTable {
  return {
    clients: clientResults.map(clientLine),
    topics: [...new Set(exchanges.map(({ topic }) => topic))].map((topic) => ({
      topic,
      cells: clientResults.map(({ client, topics }) => {
        const counted = topics[topic];
        if (counted === undefined) throw new Error(`clients: no result of ${client} in ${topic}`);
        const { pass = 0, known = 0 } = counted;
        return { pass, run: pass + known };
      }),
    })),
    shared: sharedByEngines(),
  };
}

export function clientPage(result: ClientResult): ClientPage {
  const known = readJSON(`${result.client}/known-deviations.json`) as KnownDeviations;
  const ids = new Set(known.deviations.map(({ id }) => id));
  const unlisted = Object.values(result.differing).filter((id) => !ids.has(id));
  if (unlisted.length > 0) throw new Error(`${result.client}: no deviation ${unlisted.join(', ')}`);
  return {
    ...clientLine(result),
    deviations: known.deviations.map((deviation) => shownDeviation(deviation, result)),
    again: result.asksAgain.map((id) => ({ id, ref: exchangeRef(id) })),
  };
}

/** By case: the deviation of each client that differs in it. */
export function deviationsByCase(): Map<
  string,
  { readonly client: string; readonly what: string }[]
> {
  const found = new Map<string, { client: string; what: string }[]>();
  for (const result of clientResults) {
    for (const deviation of clientPage(result).deviations) {
      for (const { id } of deviation.cases) {
        const differing = found.get(id) ?? [];
        found.set(id, [...differing, { client: result.client, what: deviation.what }]);
      }
    }
  }
  return found;
}

function clientLine({ client, version, date, verdicts, asksAgain }: ClientResult): ClientLine {
  const { pass = 0, known = 0, skip = 0 } = verdicts;
  return {
    id: client,
    name: names[client] ?? client,
    version,
    date,
    pass,
    asksAgain: asksAgain.length,
    deviating: known,
    skipped: skip,
  };
}

function sharedByEngines(): ClientsTable['shared'] {
  const [first, ...others] = engines.map((engine) => {
    const result = clientResults.find(({ client }) => client === engine);
    if (result === undefined) throw new Error(`clients: no result of ${engine}`);
    return result.differing;
  });
  return exchanges
    .filter(({ id }) => {
      const way = first?.[id];
      return way !== undefined && others.every((differing) => differing[id] === way);
    })
    .map(({ id, why, atRisk, question }) => ({
      ref: exchangeRef(id),
      id,
      why,
      issue: atRisk?.startsWith('https:') ? atRisk : null,
      question,
    }));
}

function shownDeviation(deviation: Deviation, { differing }: ClientResult): ShownDeviation {
  const { id = '', what, why, right = 'standard', evidence } = deviation;
  // An entry about generated cases lists none of the corpus.
  const cases = entriesOf(deviation)
    .map(([key]) => key)
    .filter((key) => differing[key] === id);
  const questions = new Set(cases.flatMap((key) => questionOf.get(key) ?? []));
  const exchange = evidence?.exchange;
  return {
    id,
    what,
    why: why ?? null,
    right,
    cases: cases.map((key) => ({ id: key, ref: exchangeRef(key) })),
    questions: [...questions],
    issues: evidence?.issues ?? [],
    source: evidence?.source ?? null,
    exchange:
      exchange === undefined
        ? null
        : {
            id: exchange.case,
            ref: exchange.case === 'generated' ? null : exchangeRef(exchange.case),
            lines: placeCase(exchange.lines, places),
          },
  };
}

function readJSON(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}
