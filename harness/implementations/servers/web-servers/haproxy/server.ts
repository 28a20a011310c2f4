/** HAProxy with rules for requests and responses, as its configuration manual describes them. */
import type { Policy } from '../../../../../conformance/servers/index.ts';
import { corsHeaders, isPublic, originSource } from '../cors-headers.ts';
import { serve } from '../serve.ts';

serve({
  name: 'HAProxy: http-after-response',
  version: ['haproxy', '-v'],
  skipped: { 'credentialed-wildcards': 'its lists are fixed text' },
  start: (file) => ['haproxy', '-db', '-f', file],
  configuration: ({ policies, port, upstream }) => `
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s

frontend clients
  bind 127.0.0.1:${port}
  http-request set-var(txn.origin) req.hdr(Origin)
  ${policies.map(({ id }) => `use_backend ${id} if { path_beg /${id}/ }`).join('\n  ')}
  default_backend manifest

backend manifest
  server application ${upstream}
${policies.map((policy) => backend(policy, upstream)).join('')}`,
});

function backend(policy: Policy, upstream: string): string {
  const allowed = `
  acl allowed var(txn.origin) -m reg ^(${originSource(policy)})$
  http-after-response add-header Vary Origin`;
  const cors = `${isPublic(policy) ? '' : allowed}
  acl has_origin req.hdr(Origin) -m found
  http-request return status 204 if METH_OPTIONS has_origin { req.hdr(Access-Control-Request-Method) -m found }
  ${corsHeaders(policy, '%[var(txn.origin)]')
    .map(([name, value]) => `http-after-response set-header ${name} "${value}"`)
    .map((rule) => (isPublic(policy) ? rule : `${rule} if allowed`))
    .join('\n  ')}`;
  return `
backend ${policy.id}${policy.id === 'closed' ? '' : cors}
  server application ${upstream}
`;
}
