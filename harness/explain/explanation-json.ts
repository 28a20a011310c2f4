/** The explanation of a fetch for programs, as `explanation.schema.json` says. */
import { spec } from '../../spec/index.ts';
import { jsonText } from '../output/json-text.ts';
import { toolVersion } from '../output/tool-version.ts';
import { type Explained, exitCodeOf } from './explained.ts';

export function explanationJSON(explained: Explained): string {
  return jsonText({ ...reportHead(), exitCode: exitCodeOf(explained.story), ...explained });
}

/** What every report of `explain` begins with. */
export function reportHead() {
  return {
    version: 2,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
  };
}
