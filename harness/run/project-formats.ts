/** The report on a project for programs, CI services and browsers. */
import { annotationLines } from '../output/github.ts';
import { jsonText } from '../output/json-text.ts';
import { junitXML, type Suite, type TestCase } from '../output/junit-xml.ts';
import { escapeMarkdown } from '../output/markdown.ts';
import { escapeMarkup } from '../output/markup.ts';
import { githubReport, shardAnnotation } from '../server/reports/github.ts';
import { jsonReport } from '../server/reports/json.ts';
import { junitSuites } from '../server/reports/junit.ts';
import { markdownReport } from '../server/reports/markdown.ts';
import type { Report } from '../server/reports/report.ts';
import { countsText } from '../server/reports/summary.ts';
import { conclusionOf, type ProjectReport, type TargetReport } from './project-report.ts';
import { partText } from './shard.ts';

/** In pieces, since the whole can be large. */
export function* projectJSON(report: ProjectReport): Generator<string> {
  const text = jsonText({ ...report, targets: [] });
  // The last member, so that its brackets are the last.
  const end = text.lastIndexOf(']');
  yield text.slice(0, end);
  for (const [index, target] of report.targets.entries()) {
    yield `${index === 0 ? '' : ','}\n`;
    yield* targetJSON(target);
  }
  yield `\n  ${text.slice(end)}`;
}

function* targetJSON({ report, ...members }: TargetReport): Generator<string> {
  const text = jsonText({ ...members, report: null }).trimEnd();
  if (report === null) {
    yield text;
    return;
  }
  const end = text.lastIndexOf('null');
  yield text.slice(0, end);
  yield* jsonReport(report);
  yield text.slice(end + 'null'.length);
}

export function projectMarkdown({ targets, summary, shard }: ProjectReport): string {
  const lines = [
    `# CORS: ${summary.conclusion}`,
    '',
    ...(shard === null ? [] : [partText(shard), '']),
    '| target | conclusion | result |',
    '| --- | --- | --- |',
    ...targets.map(
      (target) =>
        `| ${escapeMarkdown(target.name)} | ${conclusionOf(target)} | ${escapeMarkdown(resultText(target))} |`,
    ),
    '',
  ];
  // The headings of a target are one level below its own.
  const bodies = targets.flatMap(({ name, report }) =>
    report === null
      ? []
      : [`## ${escapeMarkdown(name)}`, '', markdownOf(report).replace(/^(#{1,4}) /gm, '#$1 ')],
  );
  return `${[...lines, ...bodies].join('\n').trimEnd()}\n`;
}

/** That this is a shard is said once. */
function markdownOf(report: Report): string {
  return markdownReport({ ...report, shard: null });
}

/** The suites of all targets, each with the name of its target in front. */
export function projectJUnit({ targets, started, shard }: ProjectReport): string {
  const part = shard === null ? {} : { shard: partText(shard) };
  return junitXML(
    targets.flatMap(({ name, url, report, error }): Suite[] =>
      report === null
        ? [
            {
              name,
              started,
              seconds: 0,
              properties: { target: url, ...part },
              cases: [notRun(error ?? '')],
            },
          ]
        : junitSuites(report).map((suite) => ({ ...suite, name: `${name}: ${suite.name}` })),
    ),
  );
}

function notRun(message: string): TestCase {
  return {
    classname: 'run',
    name: 'complete',
    outcome: { kind: 'error', type: 'INCOMPLETE', message },
  };
}

/** The annotations of all targets, and the verdict. */
export function projectGitHub({ targets, summary, shard }: ProjectReport): string {
  const lines = targets.flatMap(({ name, report, error }) =>
    report === null
      ? annotationLines([{ kind: 'error', title: name, message: error ?? '' }])
      : githubReport({ ...report, shard: null })
          .trimEnd()
          .split('\n')
          .slice(0, -1),
  );
  const part = shard === null ? [] : annotationLines([shardAnnotation(shard)]);
  return `${[...part, ...lines, summary.conclusion].join('\n')}\n`;
}

/** A page that links to those of the targets. @param fileFor the page of a target */
export function projectIndex(
  { targets, summary, started, shard }: ProjectReport,
  fileFor: (name: string) => string,
): string {
  const rows = targets.map((target) => {
    const name = escapeMarkup(target.name);
    const shown =
      target.report === null
        ? name
        : `<a href="${escapeMarkup(encodeURIComponent(fileFor(target.name)))}">${name}</a>`;
    return `<tr><th scope="row">${shown}</th><td>${conclusionOf(target)}</td><td>${escapeMarkup(resultText(target))}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>CORS: ${summary.conclusion}</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
th, td { text-align: left; padding: .3rem 1rem .3rem 0; vertical-align: top }
</style>
<h1>CORS: ${summary.conclusion}</h1>
<p>Run at ${escapeMarkup(started)}.${shard === null ? '' : ` ${partText(shard)}`}</p>
<table>
<thead><tr><th scope="col">Target</th><th scope="col">Conclusion</th><th scope="col">Result</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
}

function resultText({ report, error }: TargetReport): string {
  if (report === null) return error ?? '';
  const { cutShort, verdicts, failures } = report.summary;
  return `${countsText(verdicts, failures)}${cutShort === null ? '' : `. ${cutShort}`}`;
}
