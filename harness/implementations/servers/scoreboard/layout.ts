/** JSON for people, and for `git diff`: what fits on a line stands on one. */

const width = 100;

/** @param used how much of its line is taken: by the indent, by what goes before it and by a comma */
export function layout(value: unknown, indent = '', used = width): string {
  const line = onOneLine(value);
  const isSimple = typeof value !== 'object' || value === null;
  if (isSimple || used + line.length <= width) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const members = membersOf(value).map(([key, member], place, { length }) => {
    const comma = place < length - 1 ? 1 : 0;
    return inner + key + layout(member, inner, inner.length + key.length + comma);
  });
  return `${open}\n${members.join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = membersOf(value).map(([key, member]) => key + onOneLine(member));
  if (Array.isArray(value)) return `[${members.join(', ')}]`;
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Each member with what goes before it. */
function membersOf(value: object): [key: string, member: unknown][] {
  if (Array.isArray(value)) return value.map((member) => ['', member]);
  return Object.entries(value).map(([key, member]) => [`${JSON.stringify(key)}: `, member]);
}
