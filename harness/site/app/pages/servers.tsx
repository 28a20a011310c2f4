/** The page about servers: a scoreboard, and a page for each. */
import type { Scoreboard, ServerPage } from '../../data/servers.ts';
import type { OpenPage } from '../page.ts';
import { hrefOf } from '../route.ts';
import { ScoreboardView } from '../servers/scoreboard.tsx';
import { ServerView } from '../servers/server.tsx';

export const openServers: OpenPage = async ({ path: [, ...id], params }, load) => {
  if (id.length === 0) {
    const board = await load<Scoreboard>('servers');
    if (board === null) return null;
    return { title: 'How servers fare', view: <ScoreboardView board={board} params={params} /> };
  }
  const server = await load<ServerPage>(`servers/${id.join('/')}`);
  if (server === null) return null;
  const { fullName, language, languageName } = server;
  const crumbs = [
    { label: 'Servers', href: hrefOf('servers') },
    { label: languageName, href: hrefOf('servers', { language }) },
  ];
  return { title: fullName, crumbs, view: <ServerView server={server} /> };
};
