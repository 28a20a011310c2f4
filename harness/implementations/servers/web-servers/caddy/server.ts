/** Caddy with matchers and its header directive, as its documentation describes them. */
import type { Policy } from '../../../../../conformance/servers/index.ts';
import { corsHeaders, isPublic, originSource } from '../cors-headers.ts';
import { serve } from '../serve.ts';

serve({
  name: 'Caddy: header',
  version: ['caddy', 'version'],
  skipped: { 'credentialed-wildcards': 'its lists are fixed text' },
  start: (file, folder) => [
    ...['env', `XDG_CONFIG_HOME=${folder}`, `XDG_DATA_HOME=${folder}`],
    ...['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
  ],
  configuration: ({ policies, port, upstream }) => `
{
  admin off
  auto_https off
}
http://:${port} {
  bind 127.0.0.1
  ${policies
    .filter(({ id }) => id !== 'closed')
    .map(handle)
    .join('\n  ')}
  reverse_proxy ${upstream}
}
`,
});

function handle(policy: Policy): string {
  const matcher = isPublic(policy) ? '' : '@allowed';
  return `
  route /${policy.id}/* {
    @allowed header_regexp Origin ^(${originSource(policy)})$
    @preflight {
      method OPTIONS
      header Origin *
      header Access-Control-Request-Method *
    }
    ${isPublic(policy) ? '' : 'header +Vary Origin'}
    header ${matcher} {
      ${corsHeaders(policy, '{header.Origin}')
        .map(([name, value]) => `${name} "${value}"`)
        .join('\n      ')}
    }
    respond @preflight 204
  }`;
}
