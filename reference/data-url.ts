/** `data:` URLs. */
import { MIMEType } from 'whatwg-mimetype';
import { type ByteSequence, collectASequenceOfCodePoints } from './byte-sequence.ts';

export interface DataURLStruct {
  /** Typed by what is needed of it, so that users need no types of the parser. */
  readonly mimeType: { toString(): string };
  readonly body: ByteSequence;
}

/** The type and the bytes that a `data:` URL contains.
 *  @see https://fetch.spec.whatwg.org/#data-url-processor */
export function processDataURL(dataURL: URL): DataURLStruct | 'failure' {
  // 1. The caller ensures that it is a data: URL.
  // 2. Serialize it without its fragment.
  let input = dataURL.href.replace(/#.*/, '');
  // 3. Cut off the scheme.
  input = input.slice('data:'.length);
  // 4.
  const position = { value: 0 };
  // 5. The type ends before the first comma.
  let mimeType = collectASequenceOfCodePoints((c) => c !== ',', input, position);
  // 6. Trim it. (A serialized URL contains no white space but spaces.)
  mimeType = mimeType.trim();
  // 7. Fail without a comma.
  if (position.value >= input.length) return 'failure';
  // 8. Skip the comma.
  position.value += 1;
  // 9. The rest is the data.
  const encodedBody = input.slice(position.value);
  // 10. Decode it.
  let body = percentDecode(encodedBody);
  // 11. If the type ends with base64:
  if (/; *base64$/i.test(mimeType)) {
    // 11.1. Decoding changes nothing here: see ByteSequence.
    const stringBody = body;
    // 11.2. Decode the data again.
    const decoded = forgivingBase64Decode(stringBody);
    // 11.3. Fail if it is not base64.
    if (decoded === 'failure') return 'failure';
    body = decoded;
    // 11.4. Cut off the word,
    mimeType = mimeType.slice(0, -'base64'.length);
    // 11.5. the spaces before it,
    mimeType = mimeType.replace(/ +$/, '');
    // 11.6. and the semicolon.
    mimeType = mimeType.slice(0, -1);
  }
  // 12. Parameters alone belong to plain text.
  if (mimeType.startsWith(';')) mimeType = `text/plain${mimeType}`;
  // 13. Parse the type.
  let mimeTypeRecord = MIMEType.parse(mimeType);
  // 14. Replace an invalid one.
  if (mimeTypeRecord === null) mimeTypeRecord = new MIMEType('text/plain;charset=US-ASCII');
  // 15.
  return { mimeType: mimeTypeRecord, body };
}

/** A serialized `data:` URL is ASCII, so it needs no encoding.
 *  @see https://url.spec.whatwg.org/#string-percent-decode */
function percentDecode(input: string): ByteSequence {
  return input.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** This is what atob() does. @see https://infra.spec.whatwg.org/#forgiving-base64-decode */
function forgivingBase64Decode(data: string): ByteSequence | 'failure' {
  try {
    return atob(data);
  } catch {
    return 'failure';
  }
}
