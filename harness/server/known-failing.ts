/** Known failures: what a target is known to get wrong, with evidence. */
import { Ajv } from 'ajv';
import schema from '../../conformance/schemas/known-failing.schema.json' with { type: 'json' };
import { InputError } from '../input-error.ts';
import { readJSON } from './policy-file.ts';

/** The evidence of each entry, by the id of its result. */
export type KnownFailing = ReadonlyMap<string, string>;

/** @throws InputError if the file cannot be read, or is not a list of known failures */
export async function readKnownFailing(file: string): Promise<KnownFailing> {
  const json = await readJSON(file);
  const validate = new Ajv().compile<{ id: string; evidence: string }[]>(schema);
  if (!validate(json)) {
    const error = validate.errors?.[0];
    const place = error?.instancePath.replace(/^\/(\d+)\/?/, '[$1] ').trim() || 'the file';
    throw new InputError(`${file}: ${place}: ${error?.message}`);
  }
  const entries = new Map(json.map(({ id, evidence }) => [id, evidence]));
  if (entries.size < json.length) {
    const twice = json.find(({ id }, index) => json.findIndex((one) => one.id === id) < index);
    throw new InputError(`${file}: "${twice?.id}" is listed twice: remove one`);
  }
  return entries;
}
