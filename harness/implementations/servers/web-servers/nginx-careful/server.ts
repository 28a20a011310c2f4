/** nginx with a configuration that is meant to be right: the suite finds nothing in it. */
import type { Policy } from '../../../../../conformance/servers/index.ts';
import { corsHeaders, isPublic, originSource } from '../cors-headers.ts';
import { nginx, nginxConfiguration, variable } from '../nginx.ts';
import { serve } from '../serve.ts';

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

/** A preflight has both headers: any other OPTIONS is for the application. With credentials, what is
 *  asked for is granted by name, where it is a list of names without Authorization. */
const commonMaps = `
  map "$request_method $http_origin $http_access_control_request_method" $is_preflight {
    default 0;
    "~^OPTIONS [^ ]+ [^ ]" 1;
  }
  map $http_access_control_request_method $requested_method {
    default "";
    "~^${token}$" $http_access_control_request_method;
  }
  map $http_access_control_request_headers $requested_headers {
    default "";
    "~*(?:^|[, \\t])authorization(?:[, \\t]|$)" "";
    "~^${token}(?:[ \\t]*,[ \\t]*${token})*$" $http_access_control_request_headers;
  }`;

serve({
  ...nginx,
  name: 'nginx: a careful configuration',
  configuration: (surroundings) =>
    nginxConfiguration(
      surroundings,
      [commonMaps, ...surroundings.policies.filter(dependsOnOrigin).map(maps)],
      location,
    ),
});

function dependsOnOrigin(policy: Policy): boolean {
  return !isPublic(policy) && originSource(policy) !== '';
}

/** A variable for each header, which is empty unless the origin is allowed: then nothing is sent. */
function maps(policy: Policy): string {
  return headersOf(policy)
    .map(
      ([name, value]) => `map $http_origin ${variable(name, policy.id)} {
    default "";
    "~^(?:${originSource(policy)})$" "${value}";
  }`,
    )
    .join('\n  ');
}

function location(policy: Policy): string {
  const lines = headersOf(policy).map(([name, value]) =>
    isPublic(policy)
      ? `add_header ${name} "${value}" always;`
      : `add_header ${name} ${variable(name, policy.id)} always;`,
  );
  if (!isPublic(policy)) lines.push('add_header Vary Origin always;');
  if (policy.allowCredentials && policy.allowHeaders?.includes('*')) {
    lines.push(
      'add_header Vary "Access-Control-Request-Method, Access-Control-Request-Headers" always;',
    );
  }
  return `${lines.join('\n      ')}
      if ($is_preflight) {
        return 204;
      }`;
}

function headersOf(policy: Policy): [name: string, value: string][] {
  const echoed: Record<string, string> = {
    'Access-Control-Allow-Methods': '$requested_method',
    'Access-Control-Allow-Headers': '$requested_headers',
  };
  return corsHeaders(policy, '$http_origin').map(([name, value]) => [
    name,
    policy.allowCredentials && value === '*' ? (echoed[name] ?? value) : value,
  ]);
}
