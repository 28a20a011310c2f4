/** Which servers a run is about. */
import { InputError } from '../../output/input-error.ts';
import { languageOf, needsNothingElse, serverNames } from './implementations.ts';

export interface Selection {
  readonly language?: string;
  readonly all?: boolean;
}

/** The named servers, or those of a language, or all; otherwise those that need nothing else.
 *  @throws InputError */
export function selectedNames(
  names: readonly string[],
  { language, all = false }: Selection,
): readonly string[] {
  const kinds = [names.length > 0, language !== undefined, all].filter((isGiven) => isGiven);
  if (kinds.length > 1) throw new InputError('names, --language and --all: pass only one of them');
  if (all) return serverNames;
  if (language !== undefined) {
    const languages = [...new Set(serverNames.map(languageOf))];
    checkChoice('language', language, languages);
    return serverNames.filter((name) => languageOf(name) === language);
  }
  for (const name of names) checkChoice('server', name, serverNames);
  return names.length > 0 ? names : serverNames.filter(needsNothingElse);
}

function checkChoice(kind: string, choice: string, choices: readonly string[]): void {
  if (choices.includes(choice)) return;
  throw new InputError(`unknown ${kind} ${choice}: choose from ${choices.join(', ')}`);
}
