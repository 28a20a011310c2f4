/** Finds the algorithms, definitions and ABNF rules of the standard, and splits them into steps. */
import {
  ancestor,
  anchorOf,
  attribute,
  decidingText,
  descendants,
  digestOf,
  type Element,
  hasClass,
  isAside,
  isElement,
  normalise,
  parseStandard,
  titleOf,
} from './standard-text.ts';

export interface OutlineStep {
  readonly number: string;
  readonly digest: string;
  readonly returns: boolean;
  readonly steps: readonly OutlineStep[];
}

export interface OutlineEntry {
  readonly id: string;
  readonly anchor: string;
  readonly title: string;
  readonly kind: 'algorithm' | 'definition' | 'grammar';
  readonly digest: string;
  readonly steps: readonly OutlineStep[];
}

/** An algorithm or definition to look for: our id, and its anchor. */
export interface Wanted {
  readonly id: string;
  readonly anchor: string;
}

/** The sections that contain the ABNF of the CORS headers and of Origin. */
const grammarSections = ['origin-header', 'http-new-header-syntax'];

/** The entries of `wanted` that `source` defines, in that order, and then all ABNF rules. */
export function outlineOf(source: string, wanted: readonly Wanted[]): OutlineEntry[] {
  const elements = [...descendants(parseStandard(source))];
  const definitions = new Map<string, Element[]>();
  for (const element of elements) {
    if (element.tagName !== 'dfn') continue;
    const anchor = anchorOf(element);
    definitions.set(anchor, [...(definitions.get(anchor) ?? []), element]);
  }
  const entries: OutlineEntry[] = [];
  for (const { id, anchor } of wanted) {
    const [dfn, second] = definitions.get(anchor) ?? [];
    if (second !== undefined) throw new Error(`two definitions have the anchor ${anchor}`);
    if (dfn !== undefined) entries.push(outlineOfDefinition(id, anchor, dfn));
  }
  for (const section of grammarSections) entries.push(...rulesOf(section, elements));
  return entries;
}

function outlineOfDefinition(id: string, anchor: string, dfn: Element): OutlineEntry {
  const extent = extentOf(dfn);
  const lists = extent.filter((element) => element.tagName === 'ol');
  if (lists.length > 1) throw new Error(`${id} has more than one list of steps`);
  const [list] = lists;
  return {
    id,
    anchor,
    title: titleOf(dfn),
    kind: list === undefined ? 'definition' : 'algorithm',
    digest: digestOf(decidingText(extent, (element) => element === list)),
    steps: list === undefined ? [] : stepsOf(list, '', id),
  };
}

/**
 * The blocks of a definition: the content of its <div algorithm>, or else its own block and the
 * following blocks up to the next definition.
 */
function extentOf(dfn: Element): Element[] {
  const marked = ancestor(
    dfn,
    (e) => e.tagName === 'div' && attribute(e, 'algorithm') !== undefined,
  );
  if (marked !== null) return marked.childNodes.filter(isElement);
  const block = ancestor(dfn, (e) => ['p', 'li', 'dt'].includes(e.tagName)) ?? dfn;
  const siblings = (block.parentNode?.childNodes ?? []).filter(isElement);
  const extent = [block];
  for (const next of siblings.slice(siblings.indexOf(block) + 1)) {
    if (isAside(next)) continue;
    if (!['p', 'ul', 'ol'].includes(next.tagName)) break;
    if (next.tagName === 'p' && [...descendants(next)].some((e) => e.tagName === 'dfn')) break;
    extent.push(next);
  }
  return extent;
}

function stepsOf(list: Element, prefix: string, id: string): OutlineStep[] {
  const items = list.childNodes.filter(isElement).filter((element) => element.tagName === 'li');
  return items.map((item, index) => stepOf([item], `${prefix}${index + 1}`, id));
}

/** The branches of a switch. Each <dd> gets a letter; the <dt>s before it are its conditions. */
function branchesOf(list: Element, prefix: string, id: string): OutlineStep[] {
  const branches: OutlineStep[] = [];
  let conditions: Element[] = [];
  for (const element of list.childNodes.filter(isElement)) {
    if (element.tagName === 'dt') conditions.push(element);
    if (element.tagName !== 'dd') continue;
    const letter = String.fromCharCode('a'.charCodeAt(0) + branches.length);
    branches.push(stepOf([...conditions, element], prefix + letter, id));
    conditions = [];
  }
  return branches;
}

function stepOf(parts: readonly Element[], number: string, id: string): OutlineStep {
  const lists = parts.flatMap((part) => listsIn(part));
  if (lists.length > 1) throw new Error(`${id}/${number} has more than one list of substeps`);
  const [list] = lists;
  const own = (element: Element) => element === list;
  // A step that is itself marked XXX is still a step, so its own class does not matter.
  const text = parts.map((part) => decidingText(part.childNodes, own)).join('\n');
  const split = list?.tagName === 'dl' ? branchesOf : stepsOf;
  const steps = list === undefined ? [] : split(list, `${number}.`, id);
  return {
    number,
    digest: digestOf(text),
    returns: returns(text),
    steps: definesSteps(text) ? steps.map(withoutReturns) : steps,
  };
}

/** The outermost lists of substeps in `part`, at any depth. */
function listsIn(part: Element): Element[] {
  return part.childNodes.filter(isElement).flatMap((element) => {
    if (isAside(element)) return [];
    if (element.tagName === 'ol') return [element];
    if (element.tagName === 'dl' && hasClass(element, 'switch')) return [element];
    return listsIn(element);
  });
}

function returns(text: string): boolean {
  return /\b(return|throw)\b/i.test(text);
}

/** Whether the substeps compute a value or define a function, so that a return ends only them. */
function definesSteps(text: string): boolean {
  return /\bresult of (running )?(the|these) steps\b|\b(be|to) (these|the following) steps\b|\bbe an algorithm\b|\bbe these steps\b/.test(
    normalise(text),
  );
}

function withoutReturns(step: OutlineStep): OutlineStep {
  return { ...step, returns: false, steps: step.steps.map(withoutReturns) };
}

/** The ABNF rules under the heading `section`. */
function rulesOf(section: string, elements: readonly Element[]): OutlineEntry[] {
  const start = elements.findIndex((element) => attribute(element, 'id') === section);
  if (start === -1) return [];
  const block = elements.slice(start).find((element) => hasClass(element, 'lang-abnf'));
  if (block === undefined) return [];
  const anchors = new Map<string, string>();
  for (const element of descendants(block)) {
    if (element.tagName === 'dfn') anchors.set(titleOf(element), anchorOf(element));
  }
  const entries: OutlineEntry[] = [];
  for (const rule of decidingText([block], () => false).split(/\n(?=[A-Za-z])/)) {
    const name = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*=/.exec(rule)?.[1];
    if (name === undefined) continue;
    entries.push({
      id: `abnf/${name}`,
      anchor: anchors.get(name) ?? section,
      title: name,
      kind: 'grammar',
      digest: digestOf(withoutComments(rule)),
      steps: [],
    });
  }
  return entries;
}

/** A semicolon outside a quoted string starts a comment that extends to the end of the line. */
function withoutComments(rule: string): string {
  return rule.replace(/("[^"\n]*")|;[^\n]*/g, (_, quoted: string | undefined) => quoted ?? '');
}
