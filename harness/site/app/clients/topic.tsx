/** One topic: what clients do otherwise in each of its cases. */
import type { ClientsTable } from '../../data/clients.ts';
import type { PlacedExchange } from '../../data/corpus.ts';
import { CaseLink } from '../elements.tsx';
import { hrefOf } from '../route.ts';

interface Props {
  topic: string;
  cases: readonly PlacedExchange[];
  table: ClientsTable;
}

export function TopicView({ topic, cases, table }: Props) {
  const cells = table.topics.find((one) => one.topic === topic)?.cells ?? [];
  return (
    <>
      <p class="lead">The cases of this topic, and what clients do otherwise in each.</p>
      <dl class="facts">
        {table.clients.map(({ id, name }, place) => [
          <dt key={id}>
            <a href={hrefOf(`clients/${id}`)}>{name}</a>
          </dt>,
          <dd key={`${id}-result`}>{resultOf(cells[place]?.pass ?? 0, cells[place]?.run ?? 0)}</dd>,
        ])}
      </dl>
      <ul class="entries">
        {cases.map(({ id, why, deviations }) => (
          <li key={id}>
            <CaseLink place={`exchanges/${topic}/${id}`} />
            <p>{why}</p>
            {grouped(deviations).map(([what, clients]) => (
              <p key={what} class="differs">
                <strong>{clients.map((client) => nameOf(table, client)).join(', ')}:</strong> {what}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function resultOf(pass: number, run: number): string {
  if (run === 0) return 'ran none of these cases';
  return `as the standard says in ${pass} of the ${run} cases that were run`;
}

function nameOf({ clients }: ClientsTable, client: string): string {
  return clients.find(({ id }) => id === client)?.name ?? client;
}

/** Clients that differ in the same way stand together. */
function grouped(deviations: PlacedExchange['deviations']): [what: string, clients: string[]][] {
  const groups = new Map<string, string[]>();
  for (const { client, what } of deviations) {
    groups.set(what, [...(groups.get(what) ?? []), client]);
  }
  return [...groups];
}
