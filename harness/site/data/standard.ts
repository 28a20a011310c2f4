/** What the site says of the standard: its algorithms, each step with its code and its cases. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Algorithm, algorithms, linkTo, rulings, spec } from '../../../spec/index.ts';
import {
  commentOf,
  type LinkedDeclaration,
  linkedDeclarations,
} from '../../scripts/step-comments.ts';
import { questionTitles } from './questions.ts';
import { type Ref, refsByStep } from './refs.ts';

export interface StandardList {
  readonly url: string;
  readonly commit: string;
  readonly date: string;
  readonly algorithms: readonly AlgorithmLine[];
  /** The steps that the reference does not model, and why. */
  readonly unmodelled: readonly {
    readonly step: string;
    readonly gist: string;
    readonly why: string;
  }[];
  readonly questions: readonly { readonly id: string; readonly title: string }[];
}

export interface AlgorithmLine {
  readonly id: string;
  readonly title: string;
  readonly kind: Algorithm['kind'];
  readonly gist: string;
  readonly steps: number;
  readonly cases: number;
}

export interface AlgorithmPage {
  readonly id: string;
  readonly title: string;
  readonly kind: Algorithm['kind'];
  readonly gist: string;
  readonly link: string;
  readonly unmodelled: string | null;
  readonly file: string | null;
  /** The code before the first step, or all of it. */
  readonly code: string;
  /** Of an entry without steps. */
  readonly cases: readonly Ref[];
  readonly rulings: readonly ShownRuling[];
  readonly steps: readonly ShownStep[];
}

export interface ShownStep {
  readonly number: string;
  readonly gist: string | null;
  readonly reason: string | null;
  readonly unmodelled: string | null;
  readonly code: string;
  readonly cases: readonly Ref[];
}

export interface ShownRuling {
  readonly steps: readonly string[];
  readonly literal: string;
  readonly taken: string;
  readonly why: string;
  readonly question: string | null;
  readonly issue: string | null;
}

interface Code {
  readonly file: string;
  readonly text: string;
  readonly declaration: LinkedDeclaration;
}

const reference = new URL('../../../reference/', import.meta.url);
const codeByAnchor = codes();

export function standardList(): StandardList {
  const { url, commit, date } = spec;
  return {
    url,
    commit,
    date,
    algorithms: algorithms.map(({ id, title, kind, gist, steps }) => ({
      id,
      title: plain(title),
      kind,
      gist,
      steps: steps.length,
      cases: new Set(
        steps.length === 0
          ? refsByStep.get(id)
          : steps.flatMap(({ number }) => refsByStep.get(`${id}/${number}`) ?? []),
      ).size,
    })),
    unmodelled: algorithms.flatMap(({ id, gist, unmodelled, steps }) => [
      ...(unmodelled === undefined ? [] : [{ step: id, gist, why: unmodelled }]),
      ...steps.flatMap((step) =>
        step.unmodelled === undefined
          ? []
          : [{ step: `${id}/${step.number}`, gist: step.gist ?? '', why: step.unmodelled }],
      ),
    ]),
    questions: [...questionTitles].map(([id, title]) => ({ id, title })),
  };
}

export function algorithmPage(algorithm: Algorithm): AlgorithmPage {
  const { id, title, kind, gist, steps, unmodelled } = algorithm;
  const code = codeByAnchor.get(algorithm.anchor);
  const pieces =
    code === undefined
      ? null
      : piecesOf(
          code,
          steps.map(({ number }) => number),
        );
  return {
    id,
    title: plain(title),
    kind,
    gist,
    link: linkTo(steps[0] === undefined ? id : `${id}/${steps[0].number}`),
    unmodelled: unmodelled ?? null,
    file: code?.file ?? null,
    code: pieces?.head ?? '',
    cases: refsByStep.get(id) ?? [],
    rulings: rulings
      .filter((ruling) => ruling.steps.some((step) => step === id || step.startsWith(`${id}/`)))
      .map(({ steps, literal, taken, why, question, issue }) => {
        if (question !== undefined && !questionTitles.has(question)) {
          throw new RangeError(`unknown question "${question}"`);
        }
        return { steps, literal, taken, why, question: question ?? null, issue: issue ?? null };
      }),
    steps: steps.map((step) => ({
      number: step.number,
      gist: step.gist ?? null,
      reason: step.reason ?? null,
      unmodelled: step.unmodelled ?? null,
      code: pieces?.byStep.get(step.number) ?? '',
      cases: refsByStep.get(`${id}/${step.number}`) ?? [],
    })),
  };
}

/** Names of headers are written as code in the standard. */
function plain(title: string): string {
  return title.replaceAll('`', '');
}

function codes(): Map<string, Code> {
  const found = new Map<string, Code>();
  for (const file of readdirSync(reference).filter((name) => /^(?!.*\.test\.).*\.ts$/.test(name))) {
    const text = readFileSync(new URL(file, reference), 'utf8');
    for (const declaration of linkedDeclarations(text)) {
      const known = found.get(declaration.anchor);
      // Types are linked too; the function is the one with the numbered comments, or the longest.
      const length = ({ line, end }: LinkedDeclaration) => end - line;
      if (known === undefined || length(known.declaration) < length(declaration)) {
        found.set(declaration.anchor, { file: `reference/${file}`, text, declaration });
      }
    }
  }
  return found;
}

/** The code of each step: from its comment to the comment of another. */
function piecesOf({ text, declaration }: Code, numbers: readonly string[]) {
  const lines = text.split('\n');
  const starts = numbers
    .map((number) => ({ number, at: commentOf(number, declaration, text) }))
    .filter((start): start is { number: string; at: number } => start.at !== null)
    .sort((a, b) => a.at - b.at);
  const slice = (from: number, to: number) => unindented(lines.slice(from, to));
  const first = starts[0]?.at ?? declaration.end;
  return {
    head: slice(declaration.line, first),
    byStep: new Map(
      starts.map(({ number, at }, place) => [
        number,
        slice(at, starts[place + 1]?.at ?? declaration.end),
      ]),
    ),
  };
}

/** A piece of code without its indent, and without the brackets that close what is around it. */
function unindented(lines: readonly string[]): string {
  const indentOf = (line: string) => line.search(/\S/);
  const indent = Math.max(0, indentOf(lines[0] ?? ''));
  const last = lines.findLastIndex((line) => indentOf(line) >= indent);
  return lines
    .slice(0, last + 1)
    .map((line) => line.slice(Math.min(indent, Math.max(0, indentOf(line)))))
    .join('\n');
}
