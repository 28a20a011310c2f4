/** One algorithm of the standard: each step with the code of the reference, and its cases. */
import { useEffect, useRef } from 'preact/hooks';
import type { AlgorithmPage, ShownRuling, ShownStep } from '../../data/standard.ts';
import { Steps } from '../corpus/parts.tsx';
import { CaseLink, Chip, Code, counted, Out } from '../elements.tsx';
import { hrefOf } from '../route.ts';
import { sentence } from '../sentence.ts';

export function AlgorithmView({ page, step }: { page: AlgorithmPage; step: string | null }) {
  const chosen = useRef<HTMLLIElement>(null);
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'center' });
  }, [step]);
  return (
    <>
      <p class="lead">{sentence(page.gist)}</p>
      <p>
        <Out href={page.link}>Read it in the standard</Out>
        {page.file !== null && (
          <>
            {' '}
            · the code is <code>{page.file}</code>
          </>
        )}
      </p>
      {page.unmodelled !== null && (
        <p class="note">The reference does not model this: {page.unmodelled}.</p>
      )}
      {page.code !== '' && <Code label="Code of the reference">{page.code}</Code>}
      {page.steps.length > 0 && (
        <ol class="steps">
          {page.steps.map((one) => (
            <li
              key={one.number}
              ref={one.number === step ? chosen : null}
              class={`step depth-${Math.min(4, one.number.split('.').length)}${one.number === step ? ' chosen' : ''}`}
              aria-current={one.number === step ? 'step' : undefined}
            >
              <StepView algorithm={page.id} step={one} />
            </li>
          ))}
        </ol>
      )}
      {page.rulings.length > 0 && (
        <section>
          <h2>Where the text cannot be followed to the letter</h2>
          {page.rulings.map((ruling) => (
            <RulingView key={ruling.literal} ruling={ruling} />
          ))}
        </section>
      )}
      {page.cases.length > 0 && (
        <section>
          <h2>Cases</h2>
          <Cases cases={page.cases} />
        </section>
      )}
    </>
  );
}

function StepView({ algorithm, step }: { algorithm: string; step: ShownStep }) {
  const { number, gist, reason, unmodelled, code, cases } = step;
  return (
    <>
      <p class="step-head">
        <a class="step-number" href={hrefOf(`standard/${algorithm}/${number}`)}>
          {number}
        </a>{' '}
        {gist === null ? (
          <span class="quiet">part of a step that is not modelled</span>
        ) : (
          sentence(gist)
        )}{' '}
        {reason !== null && <Chip tone="bad">refuses: {reason}</Chip>}
        {unmodelled !== null && <Chip>not modelled: {unmodelled}</Chip>}
      </p>
      {code !== '' && <Code label={`Code of step ${number}`}>{code}</Code>}
      {cases.length > 0 && (
        <details>
          <summary>{counted(cases.length, 'case')}</summary>
          <Cases cases={cases} />
        </details>
      )}
    </>
  );
}

function Cases({ cases }: { cases: readonly string[] }) {
  return (
    <ul class="ids">
      {cases.map((ref) => (
        <li key={ref}>
          <CaseLink place={ref} />
        </li>
      ))}
    </ul>
  );
}

function RulingView({ ruling }: { ruling: ShownRuling }) {
  const { steps, literal, taken, why, question, issue } = ruling;
  return (
    <dl class="facts ruling">
      <dt>Steps</dt>
      <dd>
        <Steps steps={steps} />
      </dd>
      <dt>To the letter</dt>
      <dd>{literal}</dd>
      <dt>What we do</dt>
      <dd>{taken}</dd>
      <dt>Why</dt>
      <dd>{why}</dd>
      {question !== null && (
        <>
          <dt>Question</dt>
          <dd>
            <a href={hrefOf(`standard/questions/${question}`)}>{question}</a>
          </dd>
        </>
      )}
      {issue !== null && (
        <>
          <dt>Issue</dt>
          <dd>
            <Out href={issue}>{issue.replace('https://', '')}</Out>
          </dd>
        </>
      )}
    </dl>
  );
}
