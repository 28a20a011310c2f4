/** The browser engines that the suite can launch: where they are, and how they start with an empty
 *  profile, without a driver, and without access to the internet. */

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Origins } from '../../../conformance/exchanges.ts';
import type { EngineName } from '../../../conformance/messages.ts';
import { InputError } from '../../output/input-error.ts';
import type { Certificates } from '../wire/certificates.ts';
import { startDisplay } from './display.ts';

export type { EngineName };

interface Engine {
  /** Names on the PATH, or paths. */
  readonly binaries: readonly string[];
  /** The command that installs it. */
  readonly install: string;
  /** Finds the version in what the binary says of itself. */
  readonly version: RegExp;
  readonly needsDisplay?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** A file that the fresh profile begins with. */
  readonly profileFile?: readonly [name: string, content: string];
  readonly arguments: (profile: string, isHeaded: boolean) => string[];
  /** How this browser, and nothing else on this machine, is made to trust the case server. */
  readonly trust: (certificates: Certificates, origins: Origins) => Trust;
}

/** What a browser is launched with for it. */
export interface Trust {
  readonly arguments?: readonly string[];
  /** Another file that the fresh profile begins with. */
  readonly profileFile?: readonly [name: string, content: string];
}

export const engines: Readonly<Record<EngineName, Engine>> = {
  chromium: {
    binaries: [
      // The wrapper that Debian puts on the PATH adds its own options.
      '/usr/lib/chromium/chromium',
      'chromium',
      'chromium-browser',
      'google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    install: 'apt-get install chromium',
    version: /(?:Chromium|Chrome) ([\d.]+)/,
    arguments: (profile, isHeaded) => [
      ...(isHeaded ? [] : ['--headless']),
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-popup-blocking',
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
      `--user-data-dir=${profile}`,
    ],
    // It takes errors of certificates with this key only.
    trust: ({ keyDigest }) => ({
      arguments: [`--ignore-certificate-errors-spki-list=${keyDigest}`],
    }),
  },
  firefox: {
    binaries: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    install: 'apt-get install firefox-esr',
    version: /Firefox ([\w.]+)/,
    environment: { MOZ_REMOTE_SETTINGS_DEVTOOLS: '1', MOZ_CRASHREPORTER_DISABLE: '1' },
    profileFile: ['user.js', firefoxPreferences()],
    arguments: (profile, isHeaded) => [
      ...(isHeaded ? [] : ['--headless']),
      '--no-remote',
      '--profile',
      profile,
    ],
    // As if its user had accepted the certificate at each origin.
    trust: ({ fingerprint }, origins) => ({
      profileFile: ['cert_override.txt', firefoxOverrides(fingerprint, origins)],
    }),
  },
  webkit: {
    binaries: [
      'MiniBrowser',
      ...['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((machine) =>
        ['4.1', '4.0', '6.0'].map((api) => `/usr/lib/${machine}/webkit2gtk-${api}/MiniBrowser`),
      ),
      '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
    ],
    install: 'apt-get install webkit2gtk-driver xvfb',
    version: /WebKitGTK ([\d.]+)/,
    needsDisplay: true,
    environment: {
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      GSETTINGS_BACKEND: 'memory',
    },
    arguments: () => ['--javascript-can-open-windows-automatically=true'],
    // It has no option for a single certificate.
    trust: () => ({ arguments: ['--ignore-tls-errors'] }),
  },
};

function firefoxPreferences(): string {
  const preferences = {
    'app.normandy.enabled': false,
    'app.update.enabled': false,
    'browser.aboutwelcome.enabled': false,
    'browser.newtabpage.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.homepage_override.mstone': 'ignore',
    'dom.disable_open_during_load': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'datareporting.healthreport.uploadEnabled': false,
    'extensions.systemAddon.update.enabled': false,
    'extensions.update.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'network.dns.disablePrefetch': true,
    'network.prefetch-next': false,
    'services.settings.server': 'data:,',
    'toolkit.telemetry.enabled': false,
    'toolkit.telemetry.unified': false,
  };
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

/** The certificates that Firefox takes in spite of errors: one line for each host and port. */
function firefoxOverrides(fingerprint: string, { A, B, C }: Origins): string {
  const sha256 = 'OID.2.16.840.1.101.3.4.2.1';
  const lines = [A, B, C].map(
    (origin) => `${new URL(origin).host}:\t${sha256}\t${fingerprint}\t\n`,
  );
  return lines.join('');
}

export interface FoundEngine {
  readonly name: EngineName;
  readonly binary: string;
  readonly version: string;
}

/** @throws InputError if it is not installed, with the command that installs it */
export async function findEngine(name: EngineName, binary?: string): Promise<FoundEngine> {
  const engine = engines[name];
  const found = await firstThatRuns(binary === undefined ? engine.binaries : [binary]);
  if (found === null) {
    throw new InputError(
      binary === undefined
        ? `${name} is not installed: run ${engine.install}, or name the program with --browser-binary`
        : `--browser-binary ${binary}: there is no such program`,
    );
  }
  const display = engine.needsDisplay && !process.env.DISPLAY ? await startDisplay() : null;
  try {
    const environment = { ...process.env, ...engine.environment, ...display?.environment };
    const said = await promisify(execFile)(found, ['--version'], { env: environment }).then(
      ({ stdout }) => stdout.trim(),
      (error: Error) => error.message.trim(),
    );
    const version = engine.version.exec(said)?.[1];
    if (version === undefined) {
      throw new InputError(`${found} is not ${name}: with --version it prints: ${said}`);
    }
    return { name, binary: found, version };
  } finally {
    display?.stop();
  }
}

async function firstThatRuns(names: readonly string[]): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    const paths = name.includes('/') ? [name] : folders.map((folder) => join(folder, name));
    for (const path of paths) {
      const runs = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return path;
    }
  }
  return null;
}
