/** What a browser remembers of earlier preflights, as a plain list of grants. */

export interface AskingFetch {
  readonly page: string;
  readonly url: string;
  readonly method: string;
  /** Header names that need permission, in lower case. */
  readonly names: readonly string[];
  readonly hasCredentials: boolean;
  /** The server's response to a preflight, if one is sent. */
  readonly answer: PreflightAnswer;
  /** Whether the actual response may be shared. */
  readonly isShared: boolean;
}

export interface PreflightAnswer {
  readonly isShared: boolean;
  readonly methods: readonly string[];
  /** Header names in lower case. */
  readonly names: readonly string[];
  /** In seconds. Null if the response does not have one. */
  readonly maxAge: number | null;
}

/** What a fetch sends, and whether its response is shared. */
export interface Result {
  readonly sent: readonly ('preflight' | 'request')[];
  readonly isShared: boolean;
}

interface Grant {
  readonly page: string;
  readonly url: string;
  readonly hasCredentials: boolean;
  readonly what: string;
  readonly since: number;
  maxAge: number;
}

type Wish = Pick<Grant, 'page' | 'url' | 'hasCredentials'>;

export class PreflightCacheModel {
  #now = 0;
  #grants: Grant[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  wait(seconds: number): void {
    this.#now += seconds;
    this.#grants = this.#grants.filter(({ since, maxAge }) => this.#now < since + maxAge);
  }

  fetch(fetch: AskingFetch): Result {
    const isSafe = ['GET', 'HEAD', 'POST'].includes(fetch.method);
    if (isSafe && fetch.names.length === 0) {
      return { sent: ['request'], isShared: fetch.isShared };
    }
    const isKnown =
      (isSafe || this.#find(fetch, methodGrant(fetch.method)) !== undefined) &&
      fetch.names.every((name) => this.#find(fetch, nameGrant(name)) !== undefined);
    const isGranted = isKnown || this.#ask(fetch);
    const isShared = isGranted && fetch.isShared;
    if (!isShared) this.#forget(fetch);
    const sent: Result['sent'][] = [isKnown ? [] : ['preflight'], isGranted ? ['request'] : []];
    return { sent: sent.flat(), isShared };
  }

  #ask(fetch: AskingFetch): boolean {
    const { isShared, methods, names, maxAge } = fetch.answer;
    const covers = (list: readonly string[], item: string) =>
      list.includes(item) || (list.includes('*') && !fetch.hasCredentials);
    const isGranted =
      isShared &&
      (['GET', 'HEAD', 'POST'].includes(fetch.method) || covers(methods, fetch.method)) &&
      fetch.names.every(
        (name) => covers(names, name) && (name !== 'authorization' || names.includes(name)),
      );
    if (!isGranted) return false;
    const seconds = Math.min(maxAge ?? 5, this.#limit);
    for (const granted of [methods.map(methodGrant), names.map(nameGrant)]) {
      for (const each of granted) {
        const known = this.#find(fetch, each);
        if (known !== undefined) known.maxAge = seconds;
      }
      for (const each of granted) {
        this.wait(0);
        if (this.#find(fetch, each) === undefined) {
          const { page, url, hasCredentials } = fetch;
          const [what] = each as [string];
          this.#grants.push({ page, url, hasCredentials, what, since: this.#now, maxAge: seconds });
        }
      }
    }
    this.wait(0);
    return true;
  }

  /** The first grant that is one of `sufficient`. */
  #find(wish: Wish, sufficient: readonly string[]): Grant | undefined {
    return this.#grants.find(
      ({ page, url, hasCredentials, what }) =>
        page === wish.page &&
        url === wish.url &&
        (hasCredentials || !wish.hasCredentials) &&
        sufficient.includes(what),
    );
  }

  #forget({ page, url }: Wish): void {
    this.#grants = this.#grants.filter((grant) => grant.page !== page || grant.url !== url);
  }
}

/** The grants that cover a method: its own, which comes first, or the wildcard. */
function methodGrant(method: string): string[] {
  return [`method ${method}`, 'method *'];
}

/** The grants that cover a header name. The wildcard does not cover Authorization. */
function nameGrant(name: string): string[] {
  return name === 'authorization' ? [`name ${name}`] : [`name ${name}`, 'name *'];
}
