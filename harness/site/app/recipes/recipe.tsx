/** How to change a setting of one server: code that the suite has tried, and where it belongs. */
import type { Recipe } from '../../../recipes/recipes.ts';
import { Code, CopyButton } from '../elements.tsx';
import { hrefOf } from '../route.ts';

export function RecipeView({ title, recipe }: { title?: string; recipe: Recipe }) {
  const { name, code, note } = recipe;
  return (
    <div class="recipe">
      {title !== undefined && <h3>{title}</h3>}
      {code !== null && (
        <>
          <Code label={title === undefined ? name : `${name}: ${title}`}>{code}</Code>
          <CopyButton text={code} what="this" />
        </>
      )}
      {note !== '' && <p class="recipe-note">{note}</p>}
    </div>
  );
}

/** What was judged, so that a recipe can be trusted. */
export function JudgedServer({ implementation }: { implementation: string }) {
  return (
    <p class="quiet">
      Taken from the set-up of <a href={hrefOf(`servers/${implementation}`)}>{implementation}</a>,
      which the suite has judged.
    </p>
  );
}
