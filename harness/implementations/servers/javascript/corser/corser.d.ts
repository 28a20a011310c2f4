/** What the testee uses of corser, which has no types. */
declare module 'corser' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface CreateOptions {
    origins?: (origin: string, callback: (error: null, matches: boolean) => void) => void;
    methods?: string[];
    requestHeaders?: string[];
    responseHeaders?: string[];
    supportsCredentials?: boolean;
    maxAge?: number | undefined;
  }

  const corser: {
    readonly simpleMethods: string[];
    create(
      options: CreateOptions,
    ): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  };
  export default corser;
}
