/** What `client webdriver` is told: where the WebDriver server is, which browser, and how many sessions. */
import { InputError } from '../../output/input-error.ts';

/** As the command line has them. */
export interface WebDriverOptions {
  /** The URL of the WebDriver server: a driver, or the hub of a grid. */
  readonly server?: string;
  /** The file with the capabilities. */
  readonly capabilities?: string;
  /** How many sessions share the cases; one if left out. */
  readonly sessions?: number;
  /** By which names the browsers reach this machine: A and B by the first, C by the last. */
  readonly publicUrl?: readonly string[];
}

/** @throws InputError if an option is given to clients that do not have it, or is missing */
export function checkWebDriverOptions(names: readonly string[], options: WebDriverOptions): void {
  const { server, capabilities, sessions, publicUrl } = options;
  if (names.includes('webdriver')) {
    if (server === undefined) {
      throw new InputError('webdriver needs --server, such as http://localhost:9515');
    }
    if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
      throw new InputError(`--server ${server}: write a URL, such as http://localhost:9515`);
    }
    if (capabilities === undefined) {
      throw new InputError('webdriver needs --capabilities, a file that names the browser');
    }
    hostsOf(options);
    return;
  }
  for (const [name, value] of Object.entries({ server, capabilities, sessions, publicUrl })) {
    const option = name === 'publicUrl' ? 'public-url' : name;
    if (value !== undefined)
      throw new InputError(`--${option} is only for webdriver: leave it out`);
  }
}

/** The names in the URLs of A and B, and of C. C has the first name, too, if there is no second.
 *  @throws InputError */
export function hostsOf({ publicUrl = [] }: WebDriverOptions): [ab: string, c?: string] {
  if (publicUrl.length > 2) throw new InputError('--public-url: write at most two URLs');
  const [ab = 'localhost', c] = publicUrl.map(hostIn);
  return c === undefined ? [ab] : [ab, c];
}

function hostIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' || url.host === '') {
    throw new InputError(`--public-url ${text}: write a URL, such as http://runner.example`);
  }
  if (`${url.origin}/` !== url.href || url.port !== '') {
    throw new InputError(
      `--public-url ${text}: write only http://${url.hostname}: the case server chooses its ports and paths`,
    );
  }
  return url.hostname;
}
