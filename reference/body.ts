/** Request bodies. */
import { FailureError } from './failure.ts';

/** @see https://fetch.spec.whatwg.org/#concept-body */
export interface Body {
  readonly stream: ReadableStream<Uint8Array> | null;
  /** The bytes that the body can be recreated from; null for a stream, which can be read once. */
  readonly source: Uint8Array | null;
  /** In bytes; null if the length is not known in advance. */
  readonly length: number | null;
}

/** What a page can pass to `fetch()`, except `Blob` and `FormData`, which only add more types. */
export type BodyInit = string | Uint8Array | URLSearchParams | ReadableStream<Uint8Array>;

/**
 * Converts a value to a body, and returns the `Content-Type` that belongs to it.
 *
 * @throws FailureError if `keepalive` is set and the value is a stream
 * @see https://fetch.spec.whatwg.org/#concept-bodyinit-extract
 */
export function extractBody(
  object: BodyInit,
  keepalive = false,
): { body: Body; type: string | null } {
  // 1.
  let stream: ReadableStream<Uint8Array> | null = null;
  // 2. Use a stream directly.
  if (object instanceof ReadableStream) stream = object;
  // 3. Not modelled: Blob objects.
  // 4. Not modelled: streams created from bytes.
  // 5. Not modelled: as 4.
  // 6. Not modelled: as 4.
  // 7.
  let source: Uint8Array | null = null;
  // 8.
  let length: number | null = null;
  // 9.
  let type: string | null = null;
  // 10. By the type of the value:
  // 10.a. Not modelled: Blob objects.
  // 10.b. Bytes are the source. Here they are also copied, as in 10.c.
  // 10.c. A buffer is copied, because the page can change it.
  if (object instanceof Uint8Array) source = Uint8Array.from(object);
  // 10.d. Not modelled: FormData, whose type is also safelisted.
  // 10.e. Search parameters are encoded as a form.
  else if (object instanceof URLSearchParams) {
    source = new TextEncoder().encode(object.toString());
    type = 'application/x-www-form-urlencoded;charset=UTF-8';
  }
  // 10.f. A string is encoded as UTF-8 text.
  else if (typeof object === 'string') {
    source = new TextEncoder().encode(object);
    type = 'text/plain;charset=UTF-8';
  }
  // 10.g. A stream has no size, so it cannot be kept alive. (The caller passes a fresh stream.)
  else if (keepalive) {
    throw new FailureError(
      'bodyinit-extract/10.g',
      'a body that is a stream is not allowed with keepalive',
    );
  }
  // 11. For bytes, the length is known.
  if (source !== null) length = source.length;
  // 12. Not modelled: as 4.
  // 13.
  const body: Body = { stream, source, length };
  // 14.
  return { body, type };
}
