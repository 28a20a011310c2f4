/** What a page could see of a fetch. */

export type Seen = SeenResponse | SeenLoaded | SeenError | SeenNothing | SeenByNobody;

/** The fetch gave the page a response. Strings of headers and bodies have one char per byte. */
export interface SeenResponse {
  /** The type of the `Response`; `shared` if the API does not tell, as with XMLHttpRequest. */
  readonly type: 'basic' | 'cors' | 'default' | 'opaque' | 'opaqueredirect' | 'shared';
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Null if reading it failed. */
  readonly body: string | null;
  readonly url: string;
  /** Null if the API does not tell. */
  readonly redirected: boolean | null;
}

/** What an initiator, such as an image, fetched was loaded. */
export interface SeenLoaded {
  readonly type: 'loaded';
  /** Whether the page could read it; null if it cannot tell. */
  readonly readable: boolean | null;
}

/** The fetch failed, as far as the page can tell. */
export interface SeenError {
  readonly type: 'error';
  /** For people. */
  readonly message: string;
}

/** The fetch did not end in time. */
export interface SeenNothing {
  readonly type: 'unsettled';
}

/** Pages cannot see how it ended, as with the image of a mask. */
export interface SeenByNobody {
  readonly type: 'unseen';
}
