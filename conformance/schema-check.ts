/** Checks JSON against a JSON Schema and describes each mistake in one line of plain English. */
import { Ajv, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv';

/** Returns a line for each place in `json` that breaks the schema; no lines if none does. */
export type SchemaCheck = (json: unknown) => string[];

// All schemas share one instance, because they refer to each other by their ids.
const instances = {
  all: new Ajv({ allErrors: true, verbose: true, strictTypes: false }),
  first: new Ajv({ verbose: true, strictTypes: false }),
};

/** @param referenced the schemas that `schema` refers to by their `$id`
 *  @param mistakes only the first one of files from anywhere, which may have millions */
export function schemaCheck(
  schema: AnySchemaObject,
  referenced: readonly AnySchemaObject[] = [],
  mistakes: keyof typeof instances = 'all',
): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (json) => {
    // Compiling is slow, so it waits for the first use.
    validate ??= compile(instances[mistakes], schema, referenced);
    return validate(json) ? [] : linesOf(validate.errors ?? [], json);
  };
}

function compile(
  ajv: Ajv,
  schema: AnySchemaObject,
  referenced: readonly AnySchemaObject[],
): ValidateFunction {
  for (const other of referenced) {
    if (ajv.getSchema(other.$id as string) === undefined) ajv.addSchema(other);
  }
  return ajv.compile(schema);
}

/** One line for each place, since a misspelled member is both unknown and missing. */
function linesOf(errors: readonly ErrorObject[], json: unknown): string[] {
  const byPlace = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    // "if" only repeats that its "then" or "else" failed.
    if (error.keyword === 'if') continue;
    const place = placeOf(error.instancePath, json);
    byPlace.set(place, [...(byPlace.get(place) ?? []), error]);
  }
  return [...byPlace].map(
    ([place, found]) => `${place}${[...new Set(mistakesOf(found))].join('; ')}`,
  );
}

/** The id of the nearest list item that has one, and the path from there. */
function placeOf(pointer: string, json: unknown): string {
  let [name, path, value] = ['', '', json];
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    const isItem = Array.isArray(value);
    value = (value as Record<string, unknown>)[key];
    const itemName = isItem ? nameOf(value) : undefined;
    if (itemName !== undefined) [name, path] = [`${itemName}: `, ''];
    else if (isItem) path += `[${key}]`;
    else path += path === '' ? key : `.${key}`;
  }
  return name + (path === '' ? '' : `${path}: `);
}

function nameOf(item: unknown): string | undefined {
  const { id, role, case: caseId, client } = (item ?? {}) as Record<string, unknown>;
  return [id, role, caseId, client].find((name) => typeof name === 'string') as string | undefined;
}

function mistakesOf(errors: readonly ErrorObject[]): string[] {
  const unknown = members(
    'unknown',
    errors.map(({ params }) => params.additionalProperty),
  );
  const missing = members(
    'missing',
    errors.map(({ params }) => params.missingProperty),
  );
  const closed = errors.find(({ keyword }) => keyword === 'additionalProperties');
  const known = Object.keys(closed?.parentSchema?.properties ?? {}).filter(
    (name) => !name.startsWith('$'),
  );
  const others = errors.filter(
    ({ keyword }) => keyword !== 'additionalProperties' && keyword !== 'required',
  );
  return [
    ...unknown.map((mistake) => `${mistake} (known: ${known.join(', ')})`),
    ...missing,
    ...others.map(mistakeOf),
  ];
}

/** One mistake for all `names`; none if there are no names. */
function members(what: string, names: readonly (string | undefined)[]): string[] {
  const unique = [...new Set(names)].filter((name) => name !== undefined).map(shown);
  if (unique.length === 0) return [];
  return [`${what} ${unique.length === 1 ? 'member' : 'members'} ${unique.join(', ')}`];
}

function mistakeOf({ keyword, params, data, parentSchema, message }: ErrorObject): string {
  const description = parentSchema?.description;
  const explained = description === undefined ? '' : `: ${description}`;
  switch (keyword) {
    case 'type':
      return `must be ${[params.type].flat().map(kindOf).join(' or ')}, not ${shown(data)}`;
    case 'enum':
      return `must be one of ${params.allowedValues.map(shown).join(', ')}, not ${shown(data)}`;
    case 'const':
      return `must be ${shown(params.allowedValue)}, not ${shown(data)}`;
    case 'pattern':
      return `${shown(data)} does not match ${params.pattern}${explained}`;
    case 'not':
      return `must be left out${explained}`;
    case 'uniqueItems':
      return `items ${Math.min(params.i, params.j)} and ${Math.max(params.i, params.j)} are the same: remove one`;
    case 'minimum':
      return `must be at least ${params.limit}, not ${data}`;
    case 'maximum':
      return `must be at most ${params.limit}, not ${data}`;
    case 'maxItems':
      return `must have at most ${params.limit} items, not ${(data as unknown[]).length}`;
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return params.limit === 1 ? 'must not be empty' : (message as string);
    default:
      return message as string;
  }
}

function kindOf(type: string): string {
  if (type === 'null') return 'null';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function shown(value: unknown): string {
  const text = jsonOf(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // What JSON.parse takes may be nested too deeply for JSON.stringify.
    if (error instanceof RangeError) return 'JSON that is nested too deeply';
    throw error;
  }
}
