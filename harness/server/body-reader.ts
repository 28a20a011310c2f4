/** The body of a response: its beginning is kept, and its length has a limit. */
import { NetworkRefusal } from './network-refusal.ts';

const maximumBody = 1024 * 1024;

export class BodyReader {
  length = 0;
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];

  /** @param limit how many bytes are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Uint8Array): void {
    const room = this.#limit - this.length;
    // A copy: the chunk is a part of a large buffer.
    if (room > 0) this.#chunks.push(Uint8Array.prototype.slice.call(chunk, 0, room));
    this.length += chunk.length;
  }

  /** Null as long as the body is not too long. */
  refusal(): NetworkRefusal | null {
    if (this.length <= maximumBody) return null;
    return new NetworkRefusal('too-large', `the response has more than ${maximumBody} bytes`);
  }

  kept(): Uint8Array {
    return this.#chunks.length === 1
      ? (this.#chunks[0] as Uint8Array)
      : Buffer.concat(this.#chunks);
  }
}
