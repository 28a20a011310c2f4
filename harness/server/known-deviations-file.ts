/** The user's `--known-deviations` file: what a target is known to get wrong, with evidence. */
import { schemaCheck } from '../../conformance/schema-check.ts';
import schema from '../../conformance/schemas/known-deviations.schema.json' with { type: 'json' };
import { DeviationList, type KnownDeviations } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import { readJSON } from './policy-file.ts';

const checkKnownDeviations = schemaCheck(schema);

/** @throws InputError if the file cannot be read, or is not a list of known deviations */
export async function readKnownDeviations(file: string): Promise<DeviationList> {
  return knownDeviationsFrom(await readJSON(file), file);
}

/** @param name of the file, or of what else it is
 *  @throws InputError if it is not a list of known deviations */
export function knownDeviationsFrom(json: unknown, name: string): DeviationList {
  const [mistake] = checkKnownDeviations(json);
  if (mistake !== undefined) throw new InputError(`${name}: ${mistake}`);
  return new DeviationList(json as KnownDeviations);
}
