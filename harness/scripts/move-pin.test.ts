import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { nest, type StepNode } from '../../spec/align.ts';
import { type Algorithm, type Standard, type Step, spec } from '../../spec/index.ts';
import type { OutlineEntry, OutlineStep } from '../../spec/outline.ts';
import { citationReplacer, citationsIn } from './citations.ts';
import { movePin } from './move-pin.ts';
import { citingFiles, isReferenceCode, type SourceFile } from './project-files.ts';
import { replaceStepComments } from './step-comments.ts';

/** What the text says that the map was made from. */
const pinned = spec.algorithms.map(outlineFrom);
const files = citingFiles(fileURLToPath(new URL('../../', import.meta.url)));

/** The outline with other steps in one algorithm. */
function withSteps(id: string, change: (steps: OutlineStep[]) => OutlineStep[]): OutlineEntry[] {
  return pinned.map((entry) =>
    entry.id === id ? { ...entry, steps: numbered(change([...entry.steps])) } : entry,
  );
}

const added: OutlineStep = { number: '', digest: 'new', returns: false, steps: [] };

describe('moving the pin of this project', () => {
  it('changes nothing where the text says the same', () => {
    const { map, difference, rewritten } = movePin(spec, pinned, files);
    expect(map).to.deep.equal(spec);
    expect(difference).to.deep.equal({ changes: [], renumbered: [] });
    expect(rewritten).to.deep.equal([]);
  });

  it('finds all citations, since each is written with its algorithm', () => {
    const alone = files
      .filter(({ path }) => path.endsWith('.json'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/.{0,40}\bsteps? \d.*/g)].map(([words]) => `${path}: ${words}`),
      );
    expect(alone, 'write cors-check/4 rather than step 4').to.deep.equal([]);
  });

  const insertions: [id: string, index: number, files: string[]][] = [
    ['cors-check', 3, ['reference/cors-check.ts', 'conformance/vectors/cors-check.json']],
    ['cors-preflight-fetch', 0, ['reference/cors-preflight-fetch.ts', 'spec/rulings.json']],
    ['request-constructor', 4, ['reference/request-constructor.ts']],
  ];
  for (const [id, index, some] of insertions) {
    it(`takes all citations along where ${id} gets a step ${index + 1}`, () => {
      const outline = withSteps(id, (steps) => steps.toSpliced(index, 0, added));
      const { map, toWrite, rewritten } = movePin(spec, outline, files);
      expect(toWrite).to.include(`${id}/${index + 1}`);
      expect(rewritten.map(({ path }) => path)).to.include.members(some);
      const after = files.map((file) => rewritten.find(({ path }) => path === file.path) ?? file);
      expect(textsCited(after, map)).to.deep.equal(textsCited(files, spec));
      expect(withoutNumbers(after, map)).to.deep.equal(withoutNumbers(files, spec));
    });
  }
});

describe('moving the pin', () => {
  const step = (number: string, gist: string): Step => ({ number, digest: gist, gist });
  const map: Standard = {
    ...spec,
    algorithms: [
      {
        id: 'brew',
        anchor: 'brew',
        title: 'brew',
        kind: 'algorithm',
        gist: 'makes tea',
        digest: '',
        steps: [step('1', 'boil'), step('2', 'pour'), step('3', 'wait'), step('4', 'drink')],
      },
    ],
  };
  const code = [
    '/** @see https://fetch.spec.whatwg.org/#brew */',
    'function brew() {',
    '  // 1.',
    '  // 2. Not modelled: as 3.',
    '  // 3. Not modelled: as 2.',
    "  if (late) return failure('brew/3');",
    '  // 4.',
    '}',
  ].join('\n');
  const file = { path: 'reference/brew.ts', text: code };
  const removed = (number: string) => {
    const [entry] = map.algorithms.map(outlineFrom);
    if (entry === undefined) throw new Error('no entry');
    const steps = numbered(entry.steps.filter((step) => step.number !== number));
    return movePin(map, [{ ...entry, steps }], [file])
      .rewritten[0]?.text.split('\n')
      .slice(2, -1);
  };

  it('marks citations of a removed step, but leaves its comment', () => {
    expect(removed('3')).to.deep.equal([
      '  // 1.',
      '  // 2. Not modelled: as 3-removed.',
      '  // 3. Not modelled: as 2.',
      "  if (late) return failure('brew/3-removed');",
      '  // 3.',
    ]);
  });

  it('does not take a new number for an old one', () => {
    expect(removed('1')).to.deep.equal([
      '  // 1.',
      '  // 1. Not modelled: as 2.',
      '  // 2. Not modelled: as 1.',
      "  if (late) return failure('brew/2');",
      '  // 3.',
    ]);
  });

  it('fills in an algorithm that was added to the map, which does not change the standard', () => {
    const wanted = { id: 'drink', anchor: 'drink', gist: 'drinks tea' } as Algorithm;
    const entry = { ...outlineFrom(map.algorithms[0] as Algorithm), id: 'drink' };
    const outline = [...map.algorithms.map(outlineFrom), entry];
    const withWanted = { ...map, algorithms: [...map.algorithms, wanted] };
    const moved = movePin(withWanted, outline, [file]);
    expect(moved.difference).to.deep.equal({ changes: [], renumbered: [] });
    expect(moved.map.algorithms[1]).to.include({ id: 'drink', gist: 'drinks tea' });
    expect(moved.toWrite).to.deep.equal(['drink/1', 'drink/2', 'drink/3', 'drink/4']);
  });
});

function outlineFrom({ id, anchor, title, kind, digest, steps }: Algorithm): OutlineEntry {
  const step = (one: Step & StepNode): OutlineStep => ({
    number: one.number,
    digest: one.digest,
    returns: one.returns === true,
    steps: (one.steps as (Step & StepNode)[]).map(step),
  });
  return { id, anchor, title, kind, digest, steps: nest(steps).map(step) };
}

/** The steps with the numbers of their places; branches do not occur at the top. */
function numbered(steps: readonly OutlineStep[]): OutlineStep[] {
  return steps.map((step, index) => renumber(step, step.number, `${index + 1}`));
}

function renumber(step: OutlineStep, before: string, now: string): OutlineStep {
  return {
    ...step,
    number: now + step.number.slice(before.length),
    steps: step.steps.map((substep) => renumber(substep, before, now)),
  };
}

/** For each citation and step comment, in order, which text of the standard it is about. */
function textsCited(files: readonly SourceFile[], map: Standard): string[] {
  const digests = new Map(
    map.algorithms.flatMap(({ id, steps }) =>
      steps.map(({ number, digest }) => [`${id}/${number}`, digest]),
    ),
  );
  const cited = citationsIn(files, map).map(
    ({ file, place, step }) => `${file}: ${place}: ${digests.get(step) ?? step}`,
  );
  for (const { path, text } of files.filter(isReferenceCode)) {
    replaceStepComments(text, map, (step) => {
      cited.push(`${path}: ${digests.get(step)}`);
      return step;
    });
  }
  return cited;
}

/** The texts of the files with the same number everywhere. */
function withoutNumbers(files: readonly SourceFile[], map: Standard): string[] {
  const replaceIn = citationReplacer(map);
  const same = (step: string) => `${step.slice(0, step.lastIndexOf('/'))}/0`;
  return files.map((file) => {
    const text = replaceIn(file.text, same);
    return isReferenceCode(file) ? replaceStepComments(text, map, same) : text;
  });
}
