/** nginx with an `if` for Origin and one for OPTIONS, as in https://serverdevworker.com/74918958b. */
import type { Policy } from '../../../../../conformance/servers/index.ts';
import { corsHeaders, isPublic, originSource } from '../cors-headers.ts';
import { nginx, nginxConfiguration } from '../nginx.ts';
import { serve } from '../serve.ts';

serve({
  ...nginx,
  name: 'nginx: if ($request_method = OPTIONS)',
  skipped: { 'credentialed-wildcards': 'its lists are fixed text' },
  configuration: (surroundings) => nginxConfiguration(surroundings, [], location),
});

function location(policy: Policy): string {
  const allowMethods = ['GET', 'POST', 'OPTIONS', ...(policy.allowMethods ?? [])];
  const headers = corsHeaders({ maxAge: 1728000, ...policy, allowMethods }, '$cors');
  const lines = headers.map(([name, value]) => `add_header '${name}' '${value}';`);
  const match = `
      set $cors '';
      if ($http_origin ~* '(${originSource(policy)})') {
        set $cors $http_origin;
      }`;
  return `${isPublic(policy) ? '' : match}
      if ($request_method = 'OPTIONS') {
        ${lines.join('\n        ')}
        add_header 'Content-Type' 'text/plain; charset=utf-8';
        add_header 'Content-Length' 0;
        return 204;
      }
      ${lines.join('\n      ')}`;
}
