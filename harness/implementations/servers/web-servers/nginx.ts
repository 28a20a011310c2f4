/** What all configurations of nginx have in common. */
import type { Policy } from '../../../../conformance/servers/index.ts';
import type { Surroundings, WebServer } from './serve.ts';

export const nginx: Pick<WebServer, 'version' | 'start'> = {
  version: ['nginx', '-v'],
  start: (file, folder) => ['nginx', '-p', folder, '-c', file, '-e', 'stderr', '-g', 'daemon off;'],
};

/**
 * A whole configuration.
 *
 * @param maps what stands beside the server
 * @param location what stands in the location of a policy, before `proxy_pass`
 */
export function nginxConfiguration(
  { policies, port, upstream, folder }: Surroundings,
  maps: readonly string[],
  location: (policy: Policy) => string,
): string {
  const locations = policies.map(
    (policy) => `location /${policy.id}/ {
      ${policy.id === 'closed' ? '' : location(policy).trim()}
      proxy_pass http://${upstream};
    }`,
  );
  return `
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr crit;
events {}
http {
  variables_hash_bucket_size 128;
  access_log off;
  client_body_temp_path ${folder};
  proxy_temp_path ${folder};
  fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder};
  scgi_temp_path ${folder};
  ${maps.join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    ${locations.join('\n    ')}
    location / { proxy_pass http://${upstream}; }
  }
}
`;
}

/** The name of a variable that belongs to a policy. */
export function variable(name: string, policyId: string): string {
  return `$${name}_${policyId}`.toLowerCase().replaceAll('-', '_');
}
