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
  /** By which names the browsers reach this machine: A and B by the first, C by the last. The
   *  first may have a port, from which the case server takes four. */
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
    firstPortOf(options);
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
  const [first, second] = publicUrl.map(urlIn);
  if (second !== undefined && second.port !== '') {
    throw new InputError(
      `--public-url ${second.origin}: write a port only in the first URL: the next three are those of B, C and D`,
    );
  }
  const ab = first?.hostname ?? 'localhost';
  return second === undefined ? [ab] : [ab, second.hostname];
}

/** The port of A, if the user names it; those of B, C and D are the next three.
 *  @throws InputError */
export function firstPortOf({ publicUrl: [first] = [] }: WebDriverOptions): number | undefined {
  const port = first === undefined ? '' : urlIn(first).port;
  if (port === '') return undefined;
  if (Number(port) + 3 > 65_535) {
    throw new InputError(`--public-url ${first}: write a port up to 65532: three more follow it`);
  }
  return Number(port);
}

function urlIn(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' || url.host === '') {
    throw new InputError(`--public-url ${text}: write a URL, such as http://runner.example`);
  }
  if (`${url.origin}/` !== url.href) {
    throw new InputError(
      `--public-url ${text}: write only ${url.origin}: the case server chooses its paths`,
    );
  }
  return url;
}
