/** The page about clients: a table of topics, a page for each client, and one for each topic. */
import type { ClientPage, ClientsTable } from '../../data/clients.ts';
import type { PlacedExchange } from '../../data/corpus.ts';
import { ClientView } from '../clients/client.tsx';
import { ClientsView } from '../clients/table.tsx';
import { TopicView } from '../clients/topic.tsx';
import type { OpenPage } from '../page.ts';
import { hrefOf } from '../route.ts';

const crumbs = [{ label: 'Clients', href: hrefOf('clients') }];

export const openClients: OpenPage = async ({ path: [, first, second] }, load) => {
  const table = await load<ClientsTable>('clients');
  if (table === null) return null;
  if (first === undefined) {
    return { title: 'How clients fare', view: <ClientsView table={table} /> };
  }
  if (first === 'topics') {
    const cases = await load<readonly PlacedExchange[]>(`exchanges/${second}`);
    if (cases === null || second === undefined) return null;
    const view = <TopicView topic={second} cases={cases} table={table} />;
    return { title: `Clients: ${second}`, crumbs, view };
  }
  const client = await load<ClientPage>(`clients/${first}`);
  if (client === null) return null;
  const known = client.deviations.some(({ id }) => id === second);
  if (second !== undefined && !known) return null;
  const view = <ClientView key={client.id} client={client} chosen={second ?? null} />;
  return { title: `${client.name} ${client.version}`, crumbs, view };
};
