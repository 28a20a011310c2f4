/** The report as one self-contained HTML page. */

import { requirementOf } from '../../../conformance/servers/index.ts';
import { linkTo } from '../../../spec/index.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import { jsonText } from '../../output/json-text.ts';
import { escapeMarkup } from '../../output/markup.ts';
import type { Report, ReportedResult } from './report.ts';
import { countsOf, countsText } from './summary.ts';

export function htmlReport({ target, results, summary, standard }: Report): string {
  const { observed } = target;
  const what =
    target.testee === null ? target.url : `${target.testee.name} ${target.testee.version}`;
  const short = summary.cutShort;
  const sections = target.policies.map((policy) => {
    const ofPolicy = results.filter((result) => result.policy === policy.id);
    const found = ofPolicy.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
    const title = policy.title === undefined ? '' : ` <small>${escapeMarkup(policy.title)}</small>`;
    return [
      `<section><h2>${escapeMarkup(policy.id)}${title}</h2>`,
      `<p>${countsText(countsOf(ofPolicy))}</p>`,
      ...found.map((result) => details(result)),
      '</section>',
    ].join('\n');
  });
  const seen =
    observed === null
      ? ''
      : `<section><h2>observed</h2><pre>${escapeMarkup(jsonText(observed.policy))}</pre></section>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>CORS of ${escapeMarkup(what)}</title>
<style>${style}</style>
<h1>CORS of ${escapeMarkup(what)}</h1>
<p><strong>${summary.conclusion}</strong>: ${countsText(summary.verdicts, summary.failures)}.</p>
${short === null ? '' : `<p>${escapeMarkup(short)}.</p>\n`}<p>Checked against <a href="${standard.url}">Fetch</a> <code>${standard.commit.slice(0, 12)}</code> of ${standard.date}.</p>
${sections.join('\n')}
${seen}
</html>
`;
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
pre { overflow-x: auto; background: #8881; padding: .5rem; white-space: pre-wrap; word-break: break-all }
small { font-weight: normal; opacity: .7 }
summary { cursor: pointer } .fail > summary, .gone > summary { color: #b00020 }
.error > summary { color: #946200 } .known > summary, .not-sent > summary { opacity: .7 }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } a { color: #8cf }
  .fail > summary, .gone > summary { color: #ff8a80 } .error > summary { color: #ffd180 } }
`;

function details(result: ReportedResult): string {
  const { gist, link } = requirementOf(result.requirement);
  const rows = [
    `<p>${escapeMarkup(gist)} ${escapeMarkup(result.why)}</p>`,
    `<pre>${escapeMarkup(result.exchanges.flatMap(exchangeLines).join('\n'))}</pre>`,
    `<p>Expected: ${escapeMarkup(result.expected)}<br>Observed: ${escapeMarkup(result.message)}</p>`,
    result.step === null
      ? ''
      : `<p>Decided: <a href="${linkTo(result.step)}">${result.step}</a> (${result.reason})</p>`,
    result.known === null ? '' : `<p>Known: ${escapeMarkup(result.known)}</p>`,
    `<p>Fix: ${escapeMarkup(result.fix)} (<a href="${link}">why</a>)</p>`,
    `<p>Reproduce:</p><pre>${escapeMarkup(result.reproduce.join('\n'))}</pre>`,
  ];
  const title = `${result.verdict}: ${escapeMarkup(result.id)}, ${result.requirement} (${result.level})`;
  const open = result.verdict === 'fail' ? ' open' : '';
  return `<details class="${result.verdict}"${open}><summary>${title}</summary>${rows.join('\n')}</details>`;
}
