/** The samples of the README: what each command there really prints. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainServer } from './plain-server.ts';

const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));
const readmeFile = join(projectFolder, 'README.md');

/** The port that the samples show. */
const shownPort = '3000';

interface Sample {
  /** As it stands in the README, after `npx cors-conformance `. */
  readonly command: string;
  readonly exitCode: number;
  /** Whether the server of the sample forgets Vary. */
  readonly forgetsVary?: boolean;
}

/** By the names of their places in the README. */
const samples: Readonly<Record<string, Sample>> = {
  server: {
    command: 'server http://localhost:3000/items --policy policy.json',
    exitCode: 1,
    forgetsVary: true,
  },
  explain: {
    command:
      'explain http://localhost:3000/items --origin https://app.example --method DELETE --header X-Id:1 --credentials',
    exitCode: 1,
  },
  client: { command: 'client jsdom --filter exposed-headers', exitCode: 0 },
};

export function readReadme(): string {
  return readFileSync(readmeFile, 'utf8');
}

export function writeReadme(text: string): void {
  writeFileSync(readmeFile, text);
}

/** The policy that the README shows. */
export function policyOf(readme: string): string {
  const policy = /```json\n(\{\n {2}"allowOrigins"[^`]*)```/.exec(readme)?.[1];
  if (policy === undefined) throw new RangeError('the README has no policy');
  return policy;
}

/** The README with what its commands print now. */
export async function withSamples(readme: string): Promise<string> {
  let text = readme;
  for (const [name, sample] of Object.entries(samples)) {
    const place = new RegExp(`(<!-- sample: ${name} -->\n\n\`\`\`\n)[^]*?(\n\`\`\`\n)`);
    if (!place.test(text)) throw new RangeError(`the README has no place for the sample ${name}`);
    const shown = `$ npx cors-conformance ${sample.command}\n${await output(sample, policyOf(readme))}`;
    text = text.replace(place, (_, before, after) => `${before}${shown}${after}`);
  }
  return text;
}

/** What the built command prints about a server under the policy. */
export async function output(
  { command, exitCode, forgetsVary = false }: Sample,
  policy: string,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-readme-'));
  const server = plainServer(forgetsVary);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  writeFileSync(join(folder, 'policy.json'), policy);
  try {
    const args = command.replace(shownPort, port).split(' ');
    const { out, code } = await run([join(projectFolder, 'dist/harness/cli.js'), ...args], folder);
    if (code !== exitCode) throw new Error(`${command} ended with ${code}:\n${out}`);
    return out.trimEnd().replaceAll(`:${port}`, `:${shownPort}`);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[], cwd: string): Promise<{ out: string; code: number }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = execFile(process.execPath, args, { cwd, env }, (_, out, err) => {
      resolve({ out: out + err, code: child.exitCode ?? 0 });
    });
  });
}
