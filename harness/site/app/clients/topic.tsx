/** One topic: which client differs in which case. */
import type { ClientsTable } from '../../data/clients.ts';
import type { PlacedExchange } from '../../data/corpus.ts';
import { CaseLink, WideTable } from '../elements.tsx';
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
      <p class="lead">
        The cases of this topic, and what each client does otherwise. An empty cell means that it
        does as the standard says, or that it was not run.
      </p>
      <WideTable label={`Cases of ${topic}`}>
        <thead>
          <tr>
            <th scope="col">Case</th>
            {table.clients.map(({ id, name }, place) => (
              <th key={id} scope="col">
                <a href={hrefOf(`clients/${id}`)}>{name}</a>
                <span class="under">
                  {(cells[place]?.run ?? 0) === 0 ? 'not run' : `${cells[place]?.run} run`}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cases.map(({ id, why, deviations }) => (
            <tr key={id}>
              <th scope="row" class="case-cell">
                <CaseLink place={`exchanges/${topic}/${id}`} />
                <span class="under">{why}</span>
              </th>
              {table.clients.map((client) => (
                <td key={client.id} class="what-cell">
                  {deviations.find((one) => one.client === client.id)?.what}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </>
  );
}
