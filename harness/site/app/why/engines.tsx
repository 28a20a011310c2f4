/** What real engines do otherwise in a fetch, with a link to the evidence. */
import type { EngineDifference } from '../../../explain/engines/engine-differences.ts';
import { hrefOf } from '../route.ts';
import { clientOf } from './client-of.ts';

export function EnginesView({ differences }: { differences: readonly EngineDifference[] }) {
  return (
    <section>
      <h2>What engines do otherwise</h2>
      <ul class="entries">
        {grouped(differences).map(([what, alike]) => (
          <li key={what}>
            <p>{what}</p>
            <p class="links">
              {alike.map(({ engine, deviation }) => (
                <a key={engine} href={hrefOf(`clients/${clientOf(engine)}/${deviation}`)}>
                  {engine}
                </a>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Engines often do the same. */
function grouped(differences: readonly EngineDifference[]): [what: string, EngineDifference[]][] {
  const groups = new Map<string, EngineDifference[]>();
  for (const difference of differences) {
    groups.set(difference.what, [...(groups.get(difference.what) ?? []), difference]);
  }
  return [...groups];
}
