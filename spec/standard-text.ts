/** Reads the Bikeshed source of the standard: the normative text, and the anchors in it. */
import { createHash } from 'node:crypto';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/**
 * Classes of blocks that are not normative: they explain something or point out an open issue. An
 * inline XXX is part of its sentence, and a step can itself be marked XXX, so those are kept.
 */
const asides = ['note', 'example', 'warning', 'XXX'];

export function parseStandard(source: string): DefaultTreeAdapterTypes.Document {
  return parse(source);
}

/** The normative text in `nodes`, without the elements for which `skip` returns true. */
export function decidingText(nodes: readonly Node[], skip: (element: Element) => boolean): string {
  let text = '';
  for (const node of nodes) {
    if (node.nodeName === '#text') text += (node as DefaultTreeAdapterTypes.TextNode).value;
    if (!isElement(node) || isAside(node) || skip(node)) continue;
    // Blocks separate words, even if there is no whitespace between them.
    const gap = blocks.has(node.tagName) ? '\n' : '';
    text += gap + decidingText(node.childNodes, skip) + gap;
  }
  return text;
}

const blocks = new Set([
  'p',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'div',
  'pre',
  'table',
  'tr',
  'td',
]);

/**
 * SHA-256 of the text, with whitespace collapsed and citations (`[[!HTTP]]`) removed. Markup is not
 * text, so turning a word into a link changes nothing. But Bikeshed's shorthands are text.
 */
export function digestOf(text: string): string {
  return createHash('sha256').update(normalise(text)).digest('hex');
}

export function normalise(text: string): string {
  return text
    .replace(/\[\[!?[A-Z0-9-]+\]\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

export function isAside(element: Element): boolean {
  const inline = element.tagName === 'span' && hasClass(element, 'XXX');
  return !inline && asides.some((name) => hasClass(element, name));
}

export function hasClass(element: Element, name: string): boolean {
  return (attribute(element, 'class') ?? '').split(/\s+/).includes(name);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

export function* descendants(parent: Parent): Generator<Element> {
  for (const node of parent.childNodes) {
    if (!isElement(node)) continue;
    yield node;
    yield* descendants(node);
  }
}

export function ancestor(element: Element, test: (element: Element) => boolean): Element | null {
  let parent = element.parentNode;
  while (parent !== null && 'tagName' in parent) {
    if (test(parent)) return parent;
    parent = parent.parentNode;
  }
  return null;
}

/** The fragment of a <dfn> on the standard's page: its id, or the one that Bikeshed generates. */
export function anchorOf(dfn: Element): string {
  const id = attribute(dfn, 'id');
  if (id !== undefined) return id;
  const term = attribute(dfn, 'lt')?.split('|')[0] ?? normalise(textOf(dfn));
  const scope = (attribute(dfn, 'for') ?? '').split(',')[0]?.trim() ?? '';
  return simplify(scope === '' || scope === '/' ? term : `${scope}-${term}`);
}

/** The defined term, with the scope that it is defined for. */
export function titleOf(dfn: Element): string {
  const term = normalise(textOf(dfn));
  const scope = attribute(dfn, 'for');
  return scope === undefined || scope === '/' ? term : `${term} (${scope})`;
}

function textOf(element: Element): string {
  return decidingText(element.childNodes, () => false);
}

/** Converts words to a fragment as Bikeshed does. */
function simplify(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll('()', '')
    .replace(/[\s/(,]+/g, '-')
    .replace(/[^a-z0-9_-]/g, '');
}
