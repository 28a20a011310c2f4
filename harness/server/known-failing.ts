/** Known failures: what a target is known to get wrong, with evidence. */
import { schemaCheck } from '../../conformance/schema-check.ts';
import schema from '../../conformance/schemas/known-failing.schema.json' with { type: 'json' };
import { InputError } from '../output/input-error.ts';
import { readJSON } from './policy-file.ts';

const checkKnownFailing = schemaCheck(schema);

/** The evidence of each entry, by the id of its result. */
export type KnownFailing = ReadonlyMap<string, string>;

/** @throws InputError if the file cannot be read, or is not a list of known failures */
export async function readKnownFailing(file: string): Promise<KnownFailing> {
  const json = await readJSON(file);
  const [mistake] = checkKnownFailing(json);
  if (mistake !== undefined) throw new InputError(`${file}: ${mistake}`);
  const entries = new Map<string, string>();
  for (const { ids, evidence } of json as { ids: string[]; evidence: string }[]) {
    for (const id of ids) {
      if (entries.has(id)) throw new InputError(`${file}: "${id}" is listed twice: remove one`);
      entries.set(id, evidence);
    }
  }
  return entries;
}
