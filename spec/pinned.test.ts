/** Compares the map with the pinned text, if $FETCH_BS is the path of that text. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'parse5';
import { diff } from './diff.ts';
import { rulings, spec } from './index.ts';
import { formatMap, refresh } from './map-file.ts';
import { outlineOf } from './outline.ts';
import { decidingText, descendants, hasClass, normalise } from './standard-text.ts';

const file = process.env.FETCH_BS ?? '';
const wanted = spec.algorithms.filter(({ kind }) => kind !== 'grammar');

if (existsSync(file)) {
  describe('the map and the pinned text', () => {
    const source = readFileSync(file, 'utf8');

    it('agree exactly', () => {
      const outline = outlineOf(source, wanted);
      expect(diff(spec, outline)).to.deep.equal({ changes: [], renumbered: [] });
      const { map, toWrite } = refresh(spec, outline);
      expect(toWrite).to.deep.equal([]);
      const written = readFileSync(new URL('fetch.json', import.meta.url), 'utf8');
      expect(formatMap(map)).to.equal(written);
    });

    it('differ in all steps, and only there, if a word is added to every step', () => {
      const edited = insertAtStepsOf(source, 'not ');
      const { changes, renumbered } = diff(spec, outlineOf(edited, wanted));
      const steps = spec.algorithms.flatMap(({ id, steps }) =>
        steps.map(({ number }) => ({
          kind: 'reworded',
          id: `${id}/${number}`,
          now: `${id}/${number}`,
        })),
      );
      expect(changes).to.deep.equal(steps);
      expect(renumbered).to.deep.equal([]);
    });

    it('differ in all definitions and rules if a word is added to each', () => {
      const edited = source
        .replace(/<dfn\b[^>]*>/g, (tag) => `not ${tag}`)
        .replace(/^([A-Z][\w-]* +=)/gm, '$1 "x"');
      const { changes } = diff(spec, outlineOf(edited, wanted));
      const changed = new Set(changes.map(({ id }) => id));
      // In a rule with a <dfn>, the word comes before the name, so it is no longer a rule.
      expect(spec.algorithms.filter(({ id }) => !changed.has(id))).to.deep.equal([]);
    });

    it('have no five consecutive words in common', () => {
      const text = normalise(decidingText(parse(source).childNodes, () => false)).toLowerCase();
      const known = new Set(runsOf(text));
      const ours = [
        ...spec.algorithms.flatMap(({ gist, unmodelled, steps }) => [
          gist,
          unmodelled,
          ...steps.flatMap((step) => [step.gist, step.unmodelled]),
        ]),
        ...rulings.flatMap(({ literal, taken, why }) => [literal, taken, why]),
        ...questions(),
      ];
      const copied = ours.flatMap((words) => runsOf((words ?? '').toLowerCase()));
      expect(copied.filter((run) => known.has(run))).to.deep.equal([]);
    });
  });
} else {
  it.skip(
    `the map and the pinned text (FETCH_BS="${file}" is not the path of the Bikeshed source)`,
  );
}

/** The questions to the authors of the standard. */
function questions(): string[] {
  const folder = new URL('questions/', import.meta.url);
  return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

/** The text with `word` before every step and every branch of a switch. */
function insertAtStepsOf(source: string, word: string): string {
  const document = parse(source, { sourceCodeLocationInfo: true });
  const places: number[] = [];
  for (const element of descendants(document)) {
    const parent = element.parentNode;
    if (parent === null || !('tagName' in parent)) continue;
    const step = element.tagName === 'li' && parent.tagName === 'ol';
    const branch = element.tagName === 'dd' && hasClass(parent, 'switch');
    const end = element.sourceCodeLocation?.startTag?.endOffset;
    if ((step || branch) && end !== undefined) {
      places.push(end);
    }
  }
  const starts = [0, ...places.sort((a, b) => a - b)];
  return starts.map((start, index) => source.slice(start, starts[index + 1])).join(word);
}

function runsOf(text: string): string[] {
  const words = text.split(/[^a-z0-9'*-]+/).filter((word) => word !== '');
  return words.slice(0, -4).map((_, index) => words.slice(index, index + 5).join(' '));
}
