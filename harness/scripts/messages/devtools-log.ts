/** The log of a page in Chromium's DevTools, which has what the console shows, also of the network. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'undici';
import type { ConsoleEntry } from './consoles.ts';

export interface DevToolsLog {
  /** What has been logged since the last call. */
  take(): readonly ConsoleEntry[];
  close(): void;
}

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

/** Waits for a Chromium that has just been started. */
export async function openDevToolsLog(port: number): Promise<DevToolsLog> {
  const { webSocketDebuggerUrl } = await pageAt(port);
  const socket = new WebSocket(webSocketDebuggerUrl);
  let entries: ConsoleEntry[] = [];
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = JSON.parse(String(data));
    if (method === 'Log.entryAdded') {
      const { text, url = '' } = params.entry;
      entries.push({ text, url });
    }
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  socket.send(JSON.stringify({ id: 1, method: 'Log.enable' }));
  return {
    take() {
      const taken = entries;
      entries = [];
      return taken;
    },
    close: () => socket.close(),
  };
}

async function pageAt(port: number): Promise<Target> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`);
      const targets = (await response.json()) as Target[];
      const page = targets.find(({ type, url }) => type === 'page' && url.startsWith('http'));
      if (page !== undefined) return page;
    } catch (error) {
      if (attempt === 100) throw error;
    }
    await sleep(300);
  }
}
