/** Explanations for programs, as `explanation.schema.json` says. */
import { spec } from '../../spec/index.ts';
import { jsonText } from '../output/json-text.ts';
import { toolVersion } from '../output/tool-version.ts';
import { type Explained, exitCodeOf, type Recording, totalExitCode } from './explained.ts';

/** @param recording what the fetches were read from; null if they were made */
export function explanationJSON(
  fetches: readonly Explained[],
  recording: Recording | null = null,
): string {
  return jsonText({
    version: 2,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    exitCode: totalExitCode(fetches),
    recording,
    fetches: fetches.map((explained) => ({
      exitCode: exitCodeOf(explained.story),
      ...explained,
    })),
  });
}
