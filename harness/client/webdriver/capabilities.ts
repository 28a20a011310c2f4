/** The file with the capabilities: which browser the WebDriver server has to start, and how. */
import { InputError } from '../../output/input-error.ts';
import { readJSON } from '../../server/policy-file.ts';

export type Capabilities = Readonly<Record<string, unknown>> & { readonly browserName: string };

/** The capabilities that the standard names. All others have a prefix with a colon. */
const standardNames = [
  'acceptInsecureCerts',
  'browserName',
  'browserVersion',
  'pageLoadStrategy',
  'platformName',
  'proxy',
  'setWindowRect',
  'strictFileInteractability',
  'timeouts',
  'unhandledPromptBehavior',
  'webSocketUrl',
];

/** @throws InputError that names the file, and the place in it */
export async function readCapabilities(file: string): Promise<Capabilities> {
  const json = await readJSON(file);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(`${file}: write a JSON object, such as {"browserName": "chrome"}`);
  }
  const capabilities = json as Readonly<Record<string, unknown>>;
  const { browserName } = capabilities;
  if (typeof browserName !== 'string' || browserName === '') {
    throw new InputError(`${file}: browserName: name the browser, such as "chrome"`);
  }
  for (const name of Object.keys(capabilities)) {
    if (standardNames.includes(name) || name.includes(':')) continue;
    throw new InputError(
      `${file}: ${name}: WebDriver has no such capability: those of a browser have a prefix, as in goog:chromeOptions`,
    );
  }
  return { ...capabilities, browserName };
}
