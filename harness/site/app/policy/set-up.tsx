/** How to set servers up for a policy. */
import type { Policy } from '../../../../conformance/servers/policy.ts';
import { recipesFor, servers, settings } from '../../../recipes/recipes.ts';
import { SelectField } from '../field.tsx';
import { JudgedServer, RecipeView } from '../recipes/recipe.tsx';

interface Props {
  policy: Policy;
  /** The short name of a server. */
  server: string;
  onChoose: (server: string) => void;
}

export function SetUp({ policy, server, onChoose }: Props) {
  const chosen = servers.find(({ id }) => id === server) ?? servers[0];
  if (chosen === undefined) return null;
  const values = {
    origin: policy.allowOrigins?.[0],
    method: policy.allowMethods?.[0],
    headers: (policy.allowHeaders ?? []).filter((name) => name !== '*'),
  };
  const shown = settingsFor(policy).flatMap(({ id, title, reasons, requirements }) => {
    const [requirement] = requirements;
    const cause = { reason: reasons[0], requirement };
    const recipe = recipesFor(cause, values).find((one) => one.server === chosen.id);
    return recipe === undefined ? [] : [{ id, title, recipe }];
  });
  return (
    <section>
      <h2>Set your server up</h2>
      <div class="filters">
        <SelectField
          label="Server"
          value={chosen.id}
          options={servers.map(({ id, name }) => [id, name])}
          onChange={onChoose}
        />
      </div>
      <JudgedServer implementation={chosen.implementation} />
      {shown.map(({ id, title, recipe }) => (
        <RecipeView key={id} title={title} recipe={recipe} />
      ))}
    </section>
  );
}

/** The settings that a policy needs, in the order of the file. */
function settingsFor(policy: Policy) {
  const { allowOrigins = [], allowMethods = [], allowHeaders = [], exposeHeaders = [] } = policy;
  const needed: Readonly<Record<string, boolean>> = {
    origins: allowOrigins.length > 0,
    credentials: policy.allowCredentials === true,
    'no-credentials': policy.allowCredentials !== true,
    methods: allowMethods.length > 0,
    headers: allowHeaders.length > 0,
    authorization: allowHeaders.some((name) => name.toLowerCase() === 'authorization'),
    preflights: allowMethods.length > 0 || allowHeaders.length > 0,
    'exposed-headers': exposeHeaders.length > 0,
    'max-age': policy.maxAge !== undefined,
    vary: !allowOrigins.includes('*'),
    errors: policy.shareErrors !== false,
  };
  return settings.filter(({ id }) => needed[id]);
}
