/** Request header values on both sides of each limit of the safelist. */
import fc from 'fast-check';
import { byte, fieldByte } from './bytes.ts';
import { edited } from './edits.ts';
import { inAnyCase } from './letter-case.ts';

/** Bytes that are unsafe in `Accept` and `Content-Type`: controls except tab, and delimiters. */
export const unsafeByte: fc.Arbitrary<string> = fc.constantFrom(
  ...[...Array(32).keys(), 0x7f]
    .filter((code) => code !== 9)
    .map((code) => String.fromCharCode(code)),
  ...'"():<>?@[\\]{}',
);

/** The bytes of language tags, of weights, and of lists of them. */
const languageByte = fc.constantFrom(
  ...' *,-.;=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
);

const formType = fc
  .constantFrom('application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain')
  .chain(inAnyCase);

const otherType = fc.constantFrom(
  'application/json',
  'text/html',
  'text/plain2',
  'atext/plain',
  'text',
  'text/',
  '/plain',
  'text /plain',
  'text/ plain',
  'text/pl ain',
  'text/plain, text/plain',
  'application/json, text/plain',
  'multipart/form-data2',
  'image/png',
  '*/*',
  '',
);

const parameters = fc.constantFrom(
  '',
  ';',
  ';charset=utf-8',
  '; charset=UTF-8',
  ' ; a=b;c=d',
  ';boundary=----x',
  ';a="b"',
  ';a=b,c',
  '\t',
  ' x',
);

/** MIME types: the three form types and others, with parameters and with mistakes. */
export const mimeType: fc.Arbitrary<string> = fc
  .tuple(fc.oneof({ weight: 2, arbitrary: formType }, otherType), parameters)
  .map(([essence, rest]) => essence + rest)
  .chain((type) => fc.oneof({ weight: 3, arbitrary: fc.constant(type) }, edited(type, fieldByte)));

const position = fc.oneof(
  fc.constantFrom('', '0', '00', '9', '10', '010', '99999999999999999999'),
  fc.nat({ max: 2000 }).map(String),
);

/** Values of `Range`: a single range as browsers request it, and similar values. */
export const range: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(position, position).map(([from, to]) => `bytes=${from}-${to}`) },
  fc.constantFrom(
    'bytes=0-1,5-9',
    'bytes =0-1',
    'bytes= 0-1',
    'bytes=0 -1',
    'bytes=0- 1',
    'bytes=0-1 ',
    'Bytes=0-1',
    'items=0-1',
    'bytes=0',
    'bytes=',
    'bytes',
    'bytes=a-b',
    'bytes=+1-2',
    'bytes=1--2',
  ),
  fc
    .tuple(position, position)
    .chain(([from, to]) => edited(`bytes=${from}-${to}`, fc.constantFrom(...'0123456789-=, \tb'))),
);

/** Texts of `unit`s whose lengths are around the limit of 128. */
function aroundTheLimit(unit: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(127, 128, 129), unit)
    .map(([length, char]) => char.repeat(length));
}

const acceptValue = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: fieldByte, maxLength: 20 }) },
  fc.string({ unit: byte, maxLength: 12 }),
  fc.constantFrom('*/*', 'text/html;q=0.9, */*', 'image/*'),
  aroundTheLimit(fieldByte),
);

const languageValue = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: languageByte, maxLength: 20 }) },
  fc.string({ unit: languageByte, maxLength: 12 }).chain((value) => edited(value, byte)),
  fc.constantFrom('en', 'de-DE, en;q=0.5', '*', 'en_US'),
  aroundTheLimit(languageByte),
);

const contentTypeValue = fc.oneof(
  { weight: 4, arbitrary: mimeType },
  fc.constantFrom(127, 128, 129).map((length) => 'text/plain;a='.padEnd(length, 'b')),
);

const rangeValue = fc.oneof(
  { weight: 4, arbitrary: range },
  fc.constantFrom(127, 128, 129).map((length) => 'bytes=0-'.padEnd(length, '9')),
);

/** Values of any bytes, mostly close to the safelist's limits for the header `name`. */
export function valueFor(name: string): fc.Arbitrary<string> {
  switch (name.toLowerCase()) {
    case 'accept':
      return acceptValue;
    case 'accept-language':
    case 'content-language':
      return languageValue;
    case 'content-type':
      return contentTypeValue;
    case 'range':
      return rangeValue;
    default:
      return fc.string({ unit: fieldByte, maxLength: 8 });
  }
}

/** Such values without what HTTP cannot carry: controls except tab, and whitespace at the ends. */
export function sendableValueFor(name: string): fc.Arbitrary<string> {
  return valueFor(name).map((value) =>
    value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').replace(/^[ \t]+|[ \t]+$/g, ''),
  );
}
