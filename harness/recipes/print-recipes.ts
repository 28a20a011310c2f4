/** What `cors-conformance recipes` does: prints recipes, or the causes that have some. */
import { InputError } from '../output/input-error.ts';
import { jsonText } from '../output/json-text.ts';
import { type Colours, coloursFor } from '../output/terminal.ts';
import { toolVersion } from '../output/tool-version.ts';
import { wrapped } from '../output/wrapped.ts';
import { causesOf, type Recipe, recipesFor, type Setting, servers, settings } from './recipes.ts';

export interface RecipesOptions {
  /** The short name of a server. */
  readonly server?: string;
  readonly report: 'text' | 'json';
}

interface Found {
  readonly setting: Setting;
  readonly recipes: readonly Recipe[];
}

/** @throws InputError */
export function printRecipes(cause: string | undefined, options: RecipesOptions): void {
  process.stdout.write(recipesReport(cause, options, coloursFor(process.stdout)));
}

/** @throws InputError for an unknown cause or server */
export function recipesReport(
  cause: string | undefined,
  { server, report }: RecipesOptions,
  colours: Colours,
): string {
  const names = servers.map(({ id }) => id);
  if (server !== undefined && !names.includes(server)) {
    throw new InputError(`unknown server "${server}": write one of ${names.join(', ')}`);
  }
  const chosen = settings.filter((one) => cause === undefined || causesOf(one).includes(cause));
  if (chosen.length === 0) {
    throw new InputError(
      `no recipe for "${cause}": run cors-conformance recipes to list the causes that have recipes`,
    );
  }
  const isIndex = cause === undefined && server === undefined;
  const found = chosen.map((setting) => ({
    setting,
    recipes: isIndex ? [] : recipesOf(setting, cause, server),
  }));
  if (report === 'json') return `${jsonText(reportJSON(found))}\n`;
  return `${found.map((one) => textOf(one, colours)).join('\n\n')}\n`;
}

function recipesOf(setting: Setting, cause = causesOf(setting)[0], server?: string): Recipe[] {
  const isReason = cause !== undefined && setting.reasons.includes(cause);
  const recipes = recipesFor(isReason ? { reason: cause } : { requirement: cause });
  return recipes.filter((recipe) => server === undefined || recipe.server === server);
}

function reportJSON(found: readonly Found[]) {
  return {
    version: 1,
    tool: { name: 'cors-conformance', version: toolVersion },
    settings: found.map(({ setting, recipes }) => ({
      setting: setting.id,
      title: setting.title,
      causes: causesOf(setting),
      recipes,
    })),
  };
}

function textOf({ setting, recipes }: Found, colours: Colours): string {
  return [
    colours.bold(setting.title),
    ...wrapped(`fixes ${causesOf(setting).join(', ')}`, 96).map((line) => `  ${line}`),
    ...recipes.flatMap((recipe) => ['', ...linesOf(recipe, colours)]),
  ].join('\n');
}

function linesOf({ name, code, note, implementation }: Recipe, colours: Colours): string[] {
  return [
    `${colours.bold(name)}  ${colours.dim(`as judged in ${implementation}`)}`,
    ...(code === null ? [] : code.split('\n').map((line) => `    ${line}`)),
    ...(note === '' ? [] : wrapped(note, 96).map((line) => `  ${line}`)),
  ];
}
