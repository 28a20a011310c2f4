/** The user's `--known-deviations` file: what a target is known to get wrong, with evidence. */
import { Ajv } from 'ajv';
import schema from '../../conformance/schemas/known-deviations.schema.json' with { type: 'json' };
import { DeviationList, type KnownDeviations } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import { readJSON } from './policy-file.ts';

/** @throws InputError if the file cannot be read, or is not a list of known deviations */
export async function readKnownDeviations(file: string): Promise<DeviationList> {
  const json = await readJSON(file);
  const validate = new Ajv({ strict: false }).compile<KnownDeviations>(schema);
  if (validate(json)) return new DeviationList(json);
  const error = validate.errors?.[0];
  const place = error?.instancePath.replace(/\/(\d+)/g, '[$1]').slice(1) || 'the file';
  throw new InputError(`${file}: ${place}: ${error?.message}`);
}
