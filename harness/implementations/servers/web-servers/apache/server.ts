/** Apache httpd with mod_headers and mod_rewrite, as in https://enable-cors.org/server_apache.html. */
import type { Policy } from '../../../../../conformance/servers/index.ts';
import { corsHeaders, isPublic, originSource } from '../cors-headers.ts';
import { serve } from '../serve.ts';

const modules = 'mpm_event authz_core setenvif headers rewrite proxy proxy_http'.split(' ');

serve({
  name: 'Apache httpd: mod_headers',
  version: ['apache2', '-v'],
  skipped: { 'credentialed-wildcards': 'its lists are fixed text' },
  start: (file, folder) => ['apache2', '-d', folder, '-f', file, '-DFOREGROUND'],
  configuration: ({ policies, port, upstream, folder }) => `
Listen 127.0.0.1:${port}
ServerName 127.0.0.1
PidFile ${folder}/pid
ErrorLog /dev/null
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ProxyPass "/" "http://${upstream}/"
${policies
  .filter(({ id }) => id !== 'closed')
  .map(location)
  .join('')}`,
});

function location(policy: Policy): string {
  const condition = isPublic(policy) ? '' : ' env=CORS_ORIGIN';
  const match = `
  SetEnvIf Origin "^(${originSource(policy)})$" CORS_ORIGIN=$1
  Header always merge Vary Origin`;
  return `
<Location "/${policy.id}/">${isPublic(policy) ? '' : match}
  ${corsHeaders(policy, '%{CORS_ORIGIN}e')
    .map(([name, value]) => `Header always set ${name} "${value}"${condition}`)
    .join('\n  ')}
  RewriteEngine On
  RewriteCond %{REQUEST_METHOD} OPTIONS
  RewriteRule ^ - [R=204,L]
</Location>
`;
}
