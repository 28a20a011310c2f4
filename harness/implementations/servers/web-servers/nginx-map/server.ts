/** nginx with a `map` for Origin and an `if` for OPTIONS, as in https://serverdevworker.com/26925bfa4. */
import type { Policy } from '../../../../../conformance/servers/index.ts';
import { isPattern, sourceOf } from '../../javascript/settings.ts';
import { corsHeaders } from '../cors-headers.ts';
import { nginx, nginxConfiguration, variable } from '../nginx.ts';
import { serve } from '../serve.ts';

serve({
  ...nginx,
  name: 'nginx: map $http_origin',
  skipped: { 'credentialed-wildcards': 'its lists are fixed text' },
  configuration: (surroundings) =>
    nginxConfiguration(surroundings, surroundings.policies.map(map), location),
});

function map({ id, allowOrigins = [] }: Policy): string {
  const keys = allowOrigins.map((one) => (isPattern(one) ? `~^${sourceOf(one)}$` : one));
  return `
  map $http_origin ${variable('cors', id)} {
    default "";
    ${keys.map((key) => `"${key}" $http_origin;`).join('\n    ')}
  }`;
}

function location(policy: Policy): string {
  const allowMethods = ['GET', 'POST', ...(policy.allowMethods ?? []), 'OPTIONS'];
  const headers = corsHeaders({ ...policy, allowMethods }, variable('cors', policy.id));
  return `
      ${headers.map(([name, value]) => `add_header ${name} "${value}";`).join('\n      ')}
      if ($request_method = OPTIONS) {
        return 204;
      }`;
}
