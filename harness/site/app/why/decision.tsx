/** The step of the standard that decided, and the algorithm around it. */
import { gistOf, linkTo } from '../../../../spec/index.ts';
import { Out, StepLink } from '../elements.tsx';
import { AlgorithmAround } from './algorithm-around.tsx';

interface Props {
  step: string;
  reason: string;
  /** The steps that lead to it; it comes last. */
  path: readonly string[];
}

export function DecisionView({ step, reason, path }: Props) {
  return (
    <section>
      <h2>The step that decided</h2>
      <p>
        <StepLink step={step} /> <span class="quiet">({reason})</span>: {gistOf(step)}.
      </p>
      {path.length > 1 && (
        <p class="quiet">
          Reached through{' '}
          {path.map((each, place) => (
            <span key={each}>
              {place > 0 && ' → '}
              <StepLink step={each} />
            </span>
          ))}
        </p>
      )}
      <AlgorithmAround step={step} />
      <p>
        <Out href={linkTo(step)}>The algorithm in the standard</Out>
      </p>
    </section>
  );
}
