/** The algorithm around a step: what each of its steps does, and which of them decided. */
import { algorithms } from '../../../../spec/index.ts';
import { hrefOf } from '../route.ts';

export function AlgorithmAround({ step }: { step: string }) {
  const algorithm = algorithms.find(
    ({ id, steps }) => steps.length > 0 && step.startsWith(`${id}/`),
  );
  if (algorithm === undefined) return null;
  const number = step.slice(algorithm.id.length + 1);
  const shown = algorithm.steps.filter(
    (one) => one.gist !== undefined && isNear(one.number, number),
  );
  return (
    <ol class="around" aria-label={`Steps of ${algorithm.title}`}>
      {shown.map(({ number: each, gist }) => (
        <li
          key={each}
          class={`depth-${Math.min(4, each.split('.').length)}${each === number ? ' chosen' : ''}`}
          aria-current={each === number ? 'step' : undefined}
        >
          <a class="step-number" href={hrefOf(`standard/${algorithm.id}/${each}`)}>
            {each}
          </a>{' '}
          {gist}
          {each === number && <strong> — stopped here</strong>}
        </li>
      ))}
    </ol>
  );
}

/** Of the same list, or of one around it. */
function isNear(each: string, number: string): boolean {
  const parent = each.includes('.') ? each.slice(0, each.lastIndexOf('.')) : '';
  return parent === '' || number === parent || number.startsWith(`${parent}.`);
}
