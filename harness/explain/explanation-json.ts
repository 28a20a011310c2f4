/** The explanation of a fetch for programs. */

import { linkTo, spec } from '../../spec/index.ts';
import { exchangeJSON } from '../output/exchange-json.ts';
import { jsonText } from '../output/json-text.ts';
import { toolVersion } from '../output/tool-version.ts';
import { fixForOutcome } from '../server/fix.ts';
import type { Explained } from './explained.ts';

export function explanationJSON({ url, options, outcome, exitCode, message }: Explained): string {
  const refused = outcome.type === 'error' && outcome.step !== null ? outcome : null;
  const explanation = {
    version: 1,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    fetch: {
      url: url.href,
      origin: options.origin,
      method: options.method,
      headers: options.header ?? [],
      credentials: options.credentials ? 'include' : 'same-origin',
    },
    exitCode,
    shared: outcome.type !== 'error',
    type: outcome.type,
    status: outcome.type === 'error' ? null : outcome.status,
    exposed: outcome.type === 'error' ? [] : outcome.headers,
    step: refused?.step ?? null,
    reason: refused?.reason ?? null,
    path: refused?.path ?? [],
    link: refused === null ? null : linkTo(refused.step),
    message,
    fix: refused === null ? null : fixForOutcome(refused),
    exchanges: outcome.exchanges.map(exchangeJSON),
  };
  return jsonText(explanation);
}
