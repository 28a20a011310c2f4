/** The parts of the site, in the order of the navigation. The code of each loads when it is opened. */
import type { Section } from './page.ts';
import { openWhy } from './pages/why.tsx';

export const sections: readonly Section[] = [
  { name: '', label: 'Why was it blocked?', open: async () => openWhy },
  {
    name: 'policy',
    label: 'Policy',
    open: async () => (await import('./pages/policy.tsx')).openPolicy,
  },
  {
    name: 'servers',
    label: 'Servers',
    open: async () => (await import('./pages/servers.tsx')).openServers,
  },
  {
    name: 'clients',
    label: 'Clients',
    open: async () => (await import('./pages/clients.tsx')).openClients,
  },
  {
    name: 'corpus',
    label: 'Corpus',
    open: async () => (await import('./pages/corpus.tsx')).openCorpus,
  },
  {
    name: 'standard',
    label: 'Standard',
    open: async () => (await import('./pages/standard.tsx')).openStandard,
  },
];
