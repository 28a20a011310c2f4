/** The table of hostile clients: what may arrive at the case server, as bytes on sockets. */
import { connectionClients } from './clients/connections.ts';
import type { HostileClient } from './clients/hostile-client.ts';
import { requestClients } from './clients/requests.ts';
import { sessionClients } from './clients/sessions.ts';

export const hostileClients: readonly HostileClient[] = [
  ...requestClients,
  ...sessionClients,
  ...connectionClients,
];
