/** lighttpd with mod_setenv in conditions, as its documentation describes them. */
import type { Policy } from '../../../../../conformance/servers/index.ts';
import { corsHeaders, isPublic } from '../cors-headers.ts';
import { serve } from '../serve.ts';

serve({
  name: 'lighttpd: mod_setenv',
  version: ['lighttpd', '-v'],
  skipped: {
    subdomains: 'the value of a header is fixed text',
    'any-port': 'the value of a header is fixed text',
    'credentialed-wildcards': 'the value of a header is fixed text',
  },
  start: (file) => ['lighttpd', '-D', '-f', file],
  configuration: ({ policies, port, upstream, folder }) => {
    const [host, upstreamPort] = upstream.split(':');
    return `
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${folder}"
server.modules = ("mod_setenv", "mod_proxy")
proxy.server = ("" => (("host" => "${host}", "port" => ${upstreamPort})))
${policies
  .filter(({ id }) => id !== 'closed')
  .map(condition)
  .join('')}`;
  },
});

/** Of several conditions that hold, the last one alone says which headers are added. */
function condition(policy: Policy): string {
  const add = (headers: readonly (readonly [name: string, value: string])[]) =>
    `setenv.add-response-header = (${headers.map(([name, value]) => `"${name}" => "${value}"`).join(', ')})`;
  const vary = ['Vary', 'Origin'] as const;
  const rules = isPublic(policy)
    ? [add(corsHeaders(policy, ''))]
    : [
        add([vary]),
        ...(policy.allowOrigins ?? []).map(
          (origin) =>
            `$REQUEST_HEADER["Origin"] == "${origin}" { ${add([vary, ...corsHeaders(policy, origin)])} }`,
        ),
      ];
  return `
$HTTP["url"] =~ "^/${policy.id}/" {
  ${rules.join('\n  ')}
}`;
}
