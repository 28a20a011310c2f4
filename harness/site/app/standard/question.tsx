/** A question to the authors of the standard. */
import type { Block, Inline } from '../../data/markdown.ts';
import type { QuestionPage } from '../../data/questions.ts';
import { CaseLink, Code, Out, StepLink } from '../elements.tsx';

export function QuestionView({ question }: { question: QuestionPage }) {
  return (
    <>
      {question.blocks.map((block, place) => (
        <BlockView key={place} block={block} />
      ))}
      {question.cases.length > 0 && (
        <>
          <h2>Cases</h2>
          <ul class="ids">
            {question.cases.map(({ id, ref }) => (
              <li key={id}>
                <CaseLink place={ref} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h2>
          <Pieces content={block.content} />
        </h2>
      );
    case 'paragraph':
      return (
        <p>
          <Pieces content={block.content} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((content, place) => (
            <li key={place}>
              <Pieces content={content} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return <Code label="Recorded exchange">{block.text.replaceAll(' · ', '\n    ')}</Code>;
  }
}

function Pieces({ content }: { content: readonly Inline[] }) {
  return (
    <>
      {content.map((piece, place) => (
        <Piece key={place} piece={piece} />
      ))}
    </>
  );
}

function Piece({ piece }: { piece: Inline }) {
  if (piece.kind === 'text') return <>{piece.text}</>;
  if (piece.kind === 'code') return <code>{piece.text}</code>;
  // A step is at home on this site, too.
  if (piece.isStep) return <StepLink step={piece.text} />;
  return <Out href={piece.href}>{piece.text.replace('https://', '')}</Out>;
}
