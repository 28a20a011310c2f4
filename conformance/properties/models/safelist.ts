/** A second model of the request-header safelist. It lists what is allowed, not what is unsafe. */

type Line = readonly [name: string, value: string];

const valueAllowed: Readonly<Record<string, (value: string) => boolean>> = {
  accept: hasSafeBytesOnly,
  'accept-language': isOfLanguages,
  'content-language': isOfLanguages,
  'content-type': (value) => hasSafeBytesOnly(value) && isOfForms(value),
  range: isOneRange,
};

export function isSafelisted([name, value]: Line): boolean {
  const lowerCase = name.toLowerCase();
  return (
    value.length <= 128 &&
    Object.hasOwn(valueAllowed, lowerCase) &&
    !!valueAllowed[lowerCase]?.(value)
  );
}

/** The names that a preflight asks for, in the order in which it lists them. */
export function namesToAskFor(headers: readonly Line[]): string[] {
  const safe = headers.filter(isSafelisted);
  const bytes = safe.map(([, value]) => value).join('').length;
  const unsafe = bytes > 1024 ? headers : headers.filter((header) => !safe.includes(header));
  const names = unsafe.map(([name]) => name.toLowerCase());
  return names.filter((name, at) => names.indexOf(name) === at).sort(byCodeUnit);
}

/** Allows tab, printable ASCII without delimiters, and all bytes above ASCII. */
function hasSafeBytesOnly(value: string): boolean {
  return /^[\t !#$%&'*+,\-./0-9;=A-Z^_`a-z|~\x80-\xff]*$/.test(value);
}

function isOfLanguages(value: string): boolean {
  return /^[0-9A-Za-z *,.;=-]*$/.test(value);
}

/** Whether the MIME type parser finds one of the three form types. Parameters never fail it. */
function isOfForms(value: string): boolean {
  const [essence = ''] = value.split(';');
  const trimmed = essence.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '').toLowerCase();
  const [type, subtype, ...more] = trimmed.split('/');
  if (more.length > 0) return false;
  if (type === 'text') return subtype === 'plain';
  if (type === 'multipart') return subtype === 'form-data';
  return type === 'application' && subtype === 'x-www-form-urlencoded';
}

/** Allows a start and maybe an end that is not before it, each with any number of digits. */
function isOneRange(value: string): boolean {
  const match = /^bytes=0*([0-9]*)-0*([0-9]*)$/.exec(value);
  if (match === null || !/=[0-9]/.test(value)) return false;
  const [, start = '', end = ''] = match;
  if (value.endsWith('-')) return true;
  return start.length === end.length ? start <= end : start.length < end.length;
}

function byCodeUnit(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = a.charCodeAt(at) - b.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
