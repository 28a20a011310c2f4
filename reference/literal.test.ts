/** Checks that the reference has a numbered comment, in order, for each step in `spec/fetch.json`. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import ts from 'typescript';
import { type Algorithm, algorithms, isStep, spec } from '../spec/index.ts';

interface Comment {
  readonly number: string;
  readonly text: string;
  readonly line: number;
}

/** A declaration with a doc comment. Only functions have step comments. */
interface Declaration {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly isFunction: boolean;
  readonly anchors: readonly string[];
  readonly comments: readonly Comment[];
}

/** `4.1.` or `12.f.2.`, optionally followed by text. */
const stepNumber = /^(\d+(?:\.(?:\d+|[a-z]))*)\.(?: +(.*))?$/;
const notModelled = 'Not modelled';
const directory = new URL('./', import.meta.url);
const sources = readdirSync(directory)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => parse(`reference/${file}`, readFileSync(new URL(file, directory), 'utf8')));
const declarations = sources.flatMap(declarationsOf);
const modelled = algorithms.filter(({ unmodelled }) => unmodelled === undefined);

describe('the reference is literal', () => {
  for (const algorithm of modelled.filter(({ steps }) => steps.length > 0)) {
    it(`${algorithm.id}: one function has all steps in order`, () => {
      const problem = problemWith(algorithm, declarations);
      if (problem !== null) expect.fail(problem);
    });
  }

  for (const { id, anchor, title } of modelled.filter(({ steps }) => steps.length === 0)) {
    it(`${id}: some code links to it`, () => {
      const linking = declarations.filter(({ anchors }) => anchors.includes(anchor));
      expect(
        linking,
        `no doc comment links to ${spec.url}#${anchor} (${title})`,
      ).not.to.have.length(0);
    });
  }

  it('names only steps that exist', () => {
    const unknown = sources.flatMap(stepLiteralsOf).filter(({ step }) => !isStep(step));
    expect(unknown).to.deep.equal([]);
  });

  it('has a refusal for every step with a reason', () => {
    const named = new Set(sources.flatMap(stepLiteralsOf).map(({ step }) => step));
    const refusing = algorithms.flatMap(({ id, steps }) =>
      steps.filter(({ reason }) => reason !== undefined).map(({ number }) => `${id}/${number}`),
    );
    expect(refusing.filter((step) => !named.has(step))).to.deep.equal([]);
  });
});

describe('the check of step comments', () => {
  const example: Algorithm = {
    id: 'add-up',
    anchor: 'concept-add-up',
    title: 'add up',
    kind: 'algorithm',
    gist: 'add up some numbers',
    digest: '',
    steps: [
      { number: '1', digest: '', gist: 'nothing yet' },
      { number: '2', digest: '', gist: 'number by number' },
      { number: '2.1', digest: '', gist: 'add it' },
      { number: '2.2', digest: '', gist: 'by kind' },
      { number: '2.2.a', digest: '', gist: 'imaginary', unmodelled: 'imaginary numbers' },
      { number: '2.2.a.1', digest: '' },
      { number: '3', digest: '', gist: 'the sum', returns: true },
    ],
  };
  const right = [
    '/** The sum.',
    ' *  @see https://fetch.spec.whatwg.org/#concept-add-up */',
    'export function addUp(numbers: number[]): number {',
    '  // 1. Nothing, 3. not yet.',
    '  let sum = /[/]/.test("// 2.") ? 0 : 0; // 10 is not a step, nor is this.',
    '  // 2. Each of them:',
    '  for (const number of numbers) {',
    '    // 2.1.',
    '    sum += number;',
    '    // 2.2. By kind:',
    '    // 2.2.a. Not modelled: imaginary numbers.',
    '  }',
    '  // 3.',
    '  return sum;',
    '}',
  ];
  const problem = (lines: readonly string[]) =>
    problemWith(example, declarationsOf(parse('reference/add-up.ts', lines.join('\n'))));

  it('accepts all steps in order', () => {
    expect(problem(right)).to.equal(null);
  });

  const cases: [what: string, lines: readonly string[], problem: string][] = [
    [
      'a missing step',
      right.toSpliced(7, 1),
      'reference/add-up.ts:9: addUp (add-up): step 2.1 is missing before 2.2',
    ],
    [
      'a missing last step',
      right.toSpliced(12, 1),
      'reference/add-up.ts:3: addUp (add-up): step 3 is missing at the end',
    ],
    [
      'swapped steps',
      right.with(3, right[5] ?? '').with(5, right[3] ?? ''),
      'reference/add-up.ts:4: addUp (add-up): step 2 appears where step 1 is expected',
    ],
    [
      'a step that the standard does not have',
      right.toSpliced(12, 0, '  // 2.3.'),
      'reference/add-up.ts:13: addUp (add-up): step 2.3 is unexpected',
    ],
    [
      'a step that appears twice',
      right.toSpliced(12, 0, '  // 2.'),
      'reference/add-up.ts:13: addUp (add-up): step 2 is unexpected',
    ],
    [
      'a substep of an unmodelled step',
      right.toSpliced(11, 0, '    // 2.2.a.1.'),
      'reference/add-up.ts:12: addUp (add-up): step 2.2.a.1 is unexpected',
    ],
    [
      'two steps in one comment',
      right.with(5, '  // 2. 2.1. Each of them:'),
      'reference/add-up.ts:6: addUp (add-up): step 2 shares its comment',
    ],
    [
      'two steps in one comment, joined by a word',
      right.with(5, '  // 1 and 2. Each of them:'),
      'reference/add-up.ts:8: addUp (add-up): step 2 is missing before 2.1',
    ],
    [
      'a comment that says "Not modelled" for a step that the map has as modelled',
      right.with(7, '    // 2.1. Not modelled: addition.'),
      'reference/add-up.ts:8: addUp (add-up): step 2.1 is not modelled here, but is in spec/fetch.json',
    ],
    [
      'a comment that models a step that the map has as not modelled',
      right.with(10, '    // 2.2.a. With i.'),
      'reference/add-up.ts:11: addUp (add-up): step 2.2.a is modelled here, but is not in spec/fetch.json',
    ],
    [
      'a function without a link',
      right.with(1, ' */'),
      'no function links to https://fetch.spec.whatwg.org/#concept-add-up (add-up)',
    ],
    [
      'a function that links to a longer anchor',
      right.with(1, ' *  @see https://fetch.spec.whatwg.org/#concept-add-up-0 */'),
      'no function links to https://fetch.spec.whatwg.org/#concept-add-up (add-up)',
    ],
    [
      'two functions that link to the same algorithm',
      [...right, ...right.with(2, 'function addUpAgain(numbers: number[]): number {')],
      'several functions link to https://fetch.spec.whatwg.org/#concept-add-up (add-up): ' +
        'addUp at reference/add-up.ts:3, addUpAgain at reference/add-up.ts:18',
    ],
  ];
  for (const [what, lines, expected] of cases) {
    it(`reports ${what}`, () => expect(problem(lines)).to.equal(expected));
  }

  it('also reads methods and function expressions', () => {
    const [value] = declarationsOf(
      parse('a.ts', `/** ${spec.url}#x */\nexport const f = () => {\n  // 1.\n};`),
    );
    const [method] = declarationsOf(
      parse('a.ts', `class C {\n  /** ${spec.url}#x */\n  m() {\n    // 1.\n  }\n}`),
    );
    expect(value?.comments).to.deep.equal([{ number: '1', text: '', line: 3 }]);
    expect(method?.comments).to.deep.equal([{ number: '1', text: '', line: 4 }]);
  });

  it('finds steps in string literals only', () => {
    const source = parse(
      'a.ts',
      '// cors-check/1\nf(`cors-check/99`, "cors-check/4-removed", "a/b", "7/8")',
    );
    expect(stepLiteralsOf(source)).to.deep.equal([
      { step: 'cors-check/99', at: 'a.ts:2' },
      { step: 'cors-check/4-removed', at: 'a.ts:2' },
    ]);
  });
});

/** The first problem with the function for `algorithm`, or null. */
function problemWith(algorithm: Algorithm, all: readonly Declaration[]): string | null {
  const { id, anchor } = algorithm;
  const functions = all.filter((one) => one.isFunction && one.anchors.includes(anchor));
  const [found, second] = functions;
  const link = `${spec.url}#${anchor} (${id})`;
  if (found === undefined) return `no function links to ${link}`;
  if (second !== undefined) {
    const places = functions.map(({ file, line, name }) => `${name} at ${file}:${line}`);
    return `several functions link to ${link}: ${places.join(', ')}`;
  }
  const say = (line: number, what: string) =>
    `${found.file}:${line}: ${found.name} (${id}): ${what}`;
  // A step inside an unmodelled one has only a digest.
  const due = algorithm.steps.filter(({ gist }) => gist !== undefined);
  const seen = new Set<string>();
  for (const [index, { number, text, line }] of found.comments.entries()) {
    if (stepNumber.test(text)) return say(line, `step ${number} shares its comment`);
    const step = due[index];
    if (step?.number !== number) {
      const superfluous = seen.has(number) || !due.some((other) => other.number === number);
      if (superfluous) return say(line, `step ${number} is unexpected`);
      const later = found.comments.some((comment) => comment.number === step?.number);
      if (later) return say(line, `step ${number} appears where step ${step?.number} is expected`);
      return say(line, `step ${step?.number} is missing before ${number}`);
    }
    const here = text.startsWith(notModelled);
    if (here && step.unmodelled === undefined) {
      return say(line, `step ${number} is not modelled here, but is in spec/fetch.json`);
    }
    if (!here && step.unmodelled !== undefined) {
      return say(line, `step ${number} is modelled here, but is not in spec/fetch.json`);
    }
    seen.add(number);
  }
  const next = due[found.comments.length];
  return next === undefined ? null : say(found.line, `step ${next.number} is missing at the end`);
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** All declarations in a file whose doc comment links to the Fetch standard. */
function declarationsOf(source: ts.SourceFile): Declaration[] {
  const found: Declaration[] = [];
  const visit = (node: ts.Node): void => {
    const doc = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    const anchors = doc.flatMap((comment) =>
      [...comment.getText().matchAll(/https:\/\/fetch\.spec\.whatwg\.org\/#([\w-]+)/g)].map(
        ([, anchor]) => anchor as string,
      ),
    );
    // The doc comment of a variable belongs to its statement, so each is found only once.
    if (anchors.length > 0 && !ts.isVariableDeclaration(node) && !ts.isFunctionExpression(node)) {
      const body = bodyOf(node);
      found.push({
        file: source.fileName,
        line: lineOf(source, node.getStart()),
        name: nameOf(node),
        isFunction: body !== null,
        anchors,
        comments: body === null ? [] : stepCommentsIn(source, body),
      });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found.filter(({ name }) => name !== '');
}

function bodyOf(node: ts.Node): ts.Node | null {
  if (ts.isVariableStatement(node)) {
    const value = node.declarationList.declarations[0]?.initializer;
    return value !== undefined && ts.isFunctionLike(value) ? bodyOf(value) : null;
  }
  return ts.isFunctionLike(node) && 'body' in node ? ((node.body as ts.Node) ?? null) : null;
}

function nameOf(node: ts.Node): string {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations[0]?.name.getText() ?? '';
  }
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  return (node as ts.NamedDeclaration).name?.getText() ?? '';
}

/** The numbered comments in reading order. Comments are not nodes, but surround the tokens. */
function stepCommentsIn(source: ts.SourceFile, body: ts.Node): Comment[] {
  const starts = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source);
    for (const child of children) visit(child);
    if (children.length > 0) return;
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []),
    ]) {
      if (pos >= body.getStart() && end <= body.getEnd())
        starts.set(pos, source.text.slice(pos, end));
    }
  };
  visit(body);
  const comments: Comment[] = [];
  for (const [pos, comment] of [...starts].sort(([a], [b]) => a - b)) {
    const [, number, text = ''] = stepNumber.exec(comment.replace(/^\/\/ /, '')) ?? [];
    if (number !== undefined && comment.startsWith('// ')) {
      comments.push({ number, text, line: lineOf(source, pos) });
    }
  }
  return comments;
}

/** The string literals that look like a step, such as the argument of failure(). */
function stepLiteralsOf(source: ts.SourceFile): { step: string; at: string }[] {
  const found: { step: string; at: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && /^[a-z][a-z-]*\/\d[\w.-]*$/.test(node.text)) {
      found.push({ step: node.text, at: `${source.fileName}:${lineOf(source, node.getStart())}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
