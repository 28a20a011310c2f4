/** How clients fare: totals, a table of topics, and what all engines do otherwise. */
import type { ClientsTable } from '../../data/clients.ts';
import { CaseLink, Out, WideTable } from '../elements.tsx';
import { hrefOf } from '../route.ts';

export function ClientsView({ table }: { table: ClientsTable }) {
  return (
    <>
      <p class="lead">
        Three browser engines and two libraries, replaying the exchange cases of the corpus. Both
        ends are judged: what the page saw, and what was sent.
      </p>
      <WideTable label="Clients">
        <thead>
          <tr>
            <th scope="col">Client</th>
            <th scope="col">Version</th>
            <th scope="col">Run on</th>
            <th scope="col" class="number">
              As the standard says
            </th>
            <th scope="col" class="number">
              Of these, asks again
            </th>
            <th scope="col" class="number">
              Deviates
            </th>
            <th scope="col" class="number">
              Not run
            </th>
          </tr>
        </thead>
        <tbody>
          {table.clients.map((client) => (
            <tr key={client.id}>
              <th scope="row">
                <a href={hrefOf(`clients/${client.id}`)}>{client.name}</a>
              </th>
              <td>{client.version}</td>
              <td class="date">{client.date}</td>
              <td class="number">{client.pass}</td>
              <td class="number">{client.asksAgain}</td>
              <td class="number">{client.deviating}</td>
              <td class="number">{client.skipped}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p>
        A client <em>asks again</em> if it sends a preflight that its preflight cache could have
        made unnecessary. The standard allows that. A case is not run if the client lacks what the
        case needs.
      </p>
      <h2>By topic</h2>
      <p>
        The number of cases in which the client does as the standard says, of those that were run.
      </p>
      <WideTable label="Topics">
        <thead>
          <tr>
            <th scope="col">Topic</th>
            {table.clients.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.topics.map(({ topic, cells }) => (
            <tr key={topic}>
              <th scope="row">
                <a href={hrefOf(`clients/topics/${topic}`)}>{topic}</a>
              </th>
              {cells.map(({ pass, run }, place) => (
                <td key={table.clients[place]?.id}>
                  <TopicCell pass={pass} run={run} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      <h2>What all three engines do otherwise</h2>
      <p>
        In these cases the engines agree with each other, and the standard may change to follow
        them.
      </p>
      <ul class="entries">
        {table.shared.map(({ ref, id, why, issue, question }) => (
          <li key={id}>
            <CaseLink place={ref} />
            <p>{why}</p>
            <p class="links">
              {question !== null && (
                <a href={hrefOf(`standard/questions/${question}`)}>Question for the standard</a>
              )}
              {issue !== null && <Out href={issue}>Public issue</Out>}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function TopicCell({ pass, run }: { pass: number; run: number }) {
  if (run === 0) return <span class="quiet">not run</span>;
  if (pass === run) return <span class="ok">all {run}</span>;
  return (
    <span>
      <strong>{pass}</strong> of {run}
    </span>
  );
}
