/** Examples of guides, each an exchange case of the corpus that one click fills in. */
import { useEffect, useState } from 'preact/hooks';
import type { PlacedExchange } from '../../data/corpus.ts';
import type { Load } from '../load.ts';
import { addressOf } from './question.ts';
import { questionOfCase } from './question-of-case.ts';

export function Examples({ load }: { load: Load }) {
  const [cases, setCases] = useState<readonly PlacedExchange[]>([]);
  useEffect(() => {
    load<readonly PlacedExchange[]>('examples').then(
      (all) => setCases(all ?? []),
      () => setCases([]),
    );
  }, [load]);
  return (
    <details class="examples">
      <summary>Examples from guides</summary>
      <ul>
        {cases.map((one) => {
          const question = questionOfCase(one);
          const outcome = one.expect[0]?.type === 'error' ? 'blocked' : 'shared';
          return (
            <li key={one.id}>
              <a
                href={question === null ? `#/?case=${one.topic}%2F${one.id}` : addressOf(question)}
              >
                {one.why}
              </a>{' '}
              <span class="quiet">({outcome})</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
