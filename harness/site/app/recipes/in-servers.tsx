/** How to fix a cause in the settings of real servers. They are loaded when somebody opens them. */
import { useEffect, useState } from 'preact/hooks';
import type { Values } from '../../../recipes/fill-in.ts';
import type { Recipe } from '../../../recipes/recipes.ts';
import { SelectField } from '../field.tsx';
import { JudgedServer, RecipeView } from './recipe.tsx';

interface Props {
  reason: string;
  /** What the fetch needs: it stands in the code. */
  values: Values;
}

export function InServers({ reason, values }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>In my server</summary>
      {isOpen && <Recipes reason={reason} values={values} />}
    </details>
  );
}

/** The server that was chosen last: one person has one. */
let lastChosen = '';

function Recipes({ reason, values }: Props) {
  const [recipes, setRecipes] = useState<readonly Recipe[] | null>(null);
  const [chosen, choose] = useState(lastChosen);
  const key = JSON.stringify(values);
  useEffect(() => {
    import('../../../recipes/recipes.ts').then(({ recipesFor }) => {
      setRecipes(recipesFor({ reason }, JSON.parse(key)));
    });
  }, [reason, key]);
  if (recipes === null) return <p class="quiet">Loading…</p>;
  const recipe = recipes.find(({ server }) => server === chosen) ?? recipes[0];
  if (recipe === undefined) return <p>No setting of a server is known for this.</p>;
  return (
    <>
      <SelectField
        label="Server"
        value={recipe.server}
        options={recipes.map(({ server, name }) => [server, name])}
        onChange={(server) => {
          lastChosen = server;
          choose(server);
        }}
      />
      <RecipeView recipe={recipe} />
      <JudgedServer implementation={recipe.implementation} />
    </>
  );
}
