/** All that keeps the page from the response, each with its fix, also in the settings of real servers. */
import { useEffect, useState } from 'preact/hooks';
import type { Obstacle, Story } from '../../../explain/story/index.ts';
import type { Recipe } from '../../../recipes/recipes.ts';
import { StepLink } from '../elements.tsx';
import { SelectField } from '../field.tsx';
import { JudgedServer, RecipeView } from '../recipes/recipe.tsx';
import { sentence } from '../sentence.ts';

export function ObstaclesView({ story }: { story: Story }) {
  return (
    <section>
      <h2 class="first">What is in the way</h2>
      <ol class="obstacles">
        {story.obstacles.map((obstacle) => (
          <li key={`${obstacle.hop} ${obstacle.on} ${obstacle.step} ${obstacle.message}`}>
            <ObstacleView obstacle={obstacle} story={story} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function ObstacleView({ obstacle, story }: { obstacle: Obstacle; story: Story }) {
  const { on, hop, message, fix, step } = obstacle;
  const where = story.hops.length > 1 && hop > 0 ? ` of ${story.hops[hop - 1]?.url}` : '';
  const place = on === 'page' ? '' : `${on === 'preflight' ? 'Preflight' : 'Response'}${where}: `;
  return (
    <>
      <p>
        <strong>{sentence(`${place}${message.replace(/^on the preflight, /, '')}`)}</strong>{' '}
        <StepLink step={step} />
      </p>
      <p>
        <span class="quiet">Fix:</span> {fix}
      </p>
      {on !== 'page' && <InServers obstacle={obstacle} story={story} />}
    </>
  );
}

/** The settings are loaded when somebody opens them. */
function InServers({ obstacle, story }: { obstacle: Obstacle; story: Story }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>In my server</summary>
      {isOpen && <Recipes obstacle={obstacle} story={story} />}
    </details>
  );
}

/** The server that was chosen last: one person has one. */
let lastChosen = '';

function Recipes({ obstacle: { reason, names }, story }: { obstacle: Obstacle; story: Story }) {
  const [recipes, setRecipes] = useState<readonly Recipe[] | null>(null);
  const [chosen, choose] = useState(lastChosen);
  const { origin, method } = story.fetch;
  const key = names.join();
  useEffect(() => {
    import('../../../recipes/recipes.ts').then(({ recipesFor }) => {
      const headers = key === '' ? undefined : key.split(',');
      setRecipes(recipesFor({ reason }, { origin, method, headers }));
    });
  }, [reason, origin, method, key]);
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
