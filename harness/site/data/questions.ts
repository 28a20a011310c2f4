/** The questions to the authors of the standard, read from their files. */
import { readdirSync, readFileSync } from 'node:fs';
import { exchanges } from '../../../conformance/exchanges.ts';
import { type Block, blocksOf } from './markdown.ts';
import { checkedStep, exchangeRef, type Ref } from './refs.ts';

export interface QuestionPage {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly cases: readonly { readonly id: string; readonly ref: Ref }[];
}

const folder = new URL('../../../spec/questions/', import.meta.url);
const ids = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -3))
  .sort();

const texts = new Map(ids.map((id) => [id, readFileSync(new URL(`${id}.md`, folder), 'utf8')]));

export const questionTitles: ReadonlyMap<string, string> = new Map(
  [...texts].map(([id, text]) => [id, text.slice(2, text.indexOf('\n')).replaceAll('`', '')]),
);

export function questionPages(): QuestionPage[] {
  const cases = exchanges.filter(({ question }) => question !== null);
  for (const { id, question } of cases) {
    if (!texts.has(question as string))
      throw new RangeError(`${id}: unknown question "${question}"`);
  }
  return [...texts].map(([id, text]) => {
    const [, ...blocks] = blocksOf(text);
    for (const block of blocks.flatMap(stepLinksOf)) checkedStep(block);
    return {
      id,
      title: questionTitles.get(id) ?? id,
      blocks,
      cases: cases
        .filter(({ question }) => question === id)
        .map((one) => ({ id: one.id, ref: exchangeRef(one.id) })),
    };
  });
}

/** The steps that a question links. */
function stepLinksOf(block: Block): string[] {
  if (block.kind !== 'list') return [];
  return block.items
    .filter(([first]) => first?.kind === 'text' && first.text.startsWith('Steps:'))
    .flat()
    .flatMap((piece) => (piece.kind === 'link' && piece.isStep ? [piece.text] : []));
}
