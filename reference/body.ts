/** Bodies of requests. */

/** @see https://fetch.spec.whatwg.org/#concept-body */
export interface Body {
  readonly stream: ReadableStream<Uint8Array> | null;
  /** What the body can be made from again; null for a stream, which is gone once it is read. */
  readonly source: Uint8Array | null;
  /** In bytes; null if it is not known beforehand. */
  readonly length: number | null;
}

/** What a page can hand to `fetch()`, save `Blob` and `FormData`, which only add further types. */
export type BodyInit = string | Uint8Array | URLSearchParams | ReadableStream<Uint8Array>;

/**
 * A body, and the `Content-Type` that comes with what it is made from.
 *
 * @see https://fetch.spec.whatwg.org/#concept-bodyinit-extract
 */
export function extractBody(object: BodyInit): { body: Body; type: string | null } {
  // 1.
  let stream: ReadableStream<Uint8Array> | null = null;
  // 2. A stream is its own.
  if (object instanceof ReadableStream) stream = object;
  // 3. Not modelled: blobs.
  // 4. Not modelled: a stream over bytes that are at hand.
  // 5. Not modelled: it follows from 2 to 4.
  // 6. Not modelled: as 4.
  // 7.
  let source: Uint8Array | null = null;
  // 8.
  let length: number | null = null;
  // 9.
  let type: string | null = null;
  // 10. By what it is:
  // 10.a. Not modelled: blobs.
  // 10.b. Bytes.
  // 10.c. A view on bytes: a copy, since the page may change them.
  if (object instanceof Uint8Array) source = Uint8Array.from(object);
  // 10.d. Not modelled: forms, whose type is safelisted too.
  // 10.e. Search parameters, with the type of a form.
  else if (object instanceof URLSearchParams) {
    source = new TextEncoder().encode(object.toString());
    type = 'application/x-www-form-urlencoded;charset=UTF-8';
  }
  // 10.f. Text, with the type of text.
  else if (typeof object === 'string') {
    source = new TextEncoder().encode(object);
    type = 'text/plain;charset=UTF-8';
  }
  // 10.g. A stream: keepalive is not modelled, and the caller hands over a fresh one.
  // 11. Bytes have a length.
  if (source !== null) length = source.length;
  // 12. Not modelled: as 4.
  // 13.
  const body: Body = { stream, source, length };
  // 14.
  return { body, type };
}
