/** Texts that look like serialized origins or their parts, whether or not the ABNF allows them. */
import fc from 'fast-check';

const h16 = fc.stringMatching(/^(?:0|[1-9a-f][0-9a-f]{0,3})$/);

/** Up to nine blocks, with or without `::`. */
export const ipv6Text: fc.Arbitrary<string> = fc
  .tuple(fc.array(h16, { maxLength: 9 }), fc.option(fc.nat({ max: 9 }), { freq: 3 }))
  .map(([blocks, at]) =>
    at === null
      ? blocks.join(':')
      : `${blocks.slice(0, at).join(':')}::${blocks.slice(at).join(':')}`,
  );

/** Up to seven digits. */
export const portText: fc.Arbitrary<string> = fc.stringMatching(/^[0-9]{0,7}$/);

const domainText = fc.stringMatching(/^[a-z0-9-]{1,4}(?:\.[a-z0-9-]{1,4}){0,3}$/);

export const hostText: fc.Arbitrary<string> = fc.oneof(
  fc.ipV4(),
  ipv6Text.map((text) => `[${text}]`),
  domainText,
);

export const originText: fc.Arbitrary<string> = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9+.-]{0,4}$/), hostText, fc.option(portText, { freq: 3 }))
  .map(([scheme, host, port]) => `${scheme}://${host}${port === null ? '' : `:${port}`}`);
