/** How the console of each engine is read. */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineName } from '../../client/engines/engines.ts';
import type { LaunchExtras } from '../../client/engines/launch-engine.ts';
import { type DevToolsLog, openDevToolsLog } from './devtools-log.ts';
import { Marionette } from './marionette.ts';

export interface ConsoleEntry {
  readonly text: string;
  /** What it is about, if the engine says that apart from the text; else empty. */
  readonly url: string;
}

export interface EngineConsole {
  readonly extras: LaunchExtras;
  /** What has been printed since the last call. */
  take(): Promise<readonly ConsoleEntry[]>;
  close(): void;
}

export async function consoleOf(engine: EngineName): Promise<EngineConsole> {
  switch (engine) {
    case 'chromium':
      return chromiumConsole(await freePort());
    case 'webkit':
      return webkitConsole();
    case 'firefox':
      return firefoxConsole(await freePort());
  }
}

const webkitEntry = /\bCONSOLE (?!JS LOG)[A-Z -]+? (?:ERROR|WARN|INFO|DEBUG) ([^\n]*)$/gm;

function webkitConsole(): EngineConsole {
  let output = '';
  return {
    extras: {
      arguments: ['--enable-write-console-messages-to-stdout=true'],
      onOutput: (text) => {
        output += text;
      },
    },
    async take() {
      for (let before = ''; ; before = output) {
        await sleep(quiet);
        if (before === output) break;
      }
      const entries = [...output.matchAll(webkitEntry)].map(([, text = '']) => ({ text, url: '' }));
      output = '';
      return entries;
    },
    close() {},
  };
}

/** How long nothing more may come before a case counts as over, in milliseconds. */
const quiet = 300;

function chromiumConsole(port: number): EngineConsole {
  let log: DevToolsLog | undefined;
  return {
    extras: { arguments: [`--remote-debugging-port=${port}`] },
    async take() {
      log ??= await openDevToolsLog(port);
      await sleep(quiet);
      return log.take();
    },
    close: () => log?.close(),
  };
}

/** Firefox has no option that prints messages about CORS, but its console keeps them. */
function firefoxConsole(port: number): EngineConsole {
  let marionette: Marionette | undefined;
  return {
    extras: {
      arguments: ['--marionette', '--remote-allow-system-access'],
      profileText: `user_pref("marionette.port", ${port});\n`,
    },
    async take() {
      marionette ??= await Marionette.connect(port);
      await sleep(quiet);
      const texts = (await marionette.runPrivileged(takeMessages)) as string[];
      return texts.map((text) => ({ text, url: '' }));
    },
    close: () => marionette?.close(),
  };
}

const takeMessages = `
  const messages = Services.console.getMessageArray()
    .filter((message) => message instanceof Ci.nsIScriptError && !message.isFromChromeContext)
    .map((message) => message.errorMessage);
  Services.console.reset();
  return messages;`;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
