/** The report on several clients side by side: a matrix of topics, and every divergence. */
import { spec } from '../../../spec/index.ts';
import { escapeMarkdown } from '../../output/markdown.ts';
import { type ClientReport, countsOf } from '../client-report.ts';
import type { DivergenceClass, JudgedResult } from '../divergences.ts';

export function markdownReport(reports: readonly ClientReport[]): string {
  const lines = [
    '# Clients',
    '',
    `How clients fare in the corpus, against the Fetch standard of ${spec.date} (\`${spec.commit.slice(0, 7)}\`).`,
    'Written by `cors-conformance client … --report markdown`; not by hand.',
    '',
    ...clientTable(reports),
    '',
    '## Topics',
    '',
    'Cases as the standard says, of those that could be run.',
    '',
    ...topicTable(reports),
  ];
  const shared = sharedByAllEngines(reports);
  if (shared.length > 0) {
    lines.push(
      '',
      '## Against the standard in every engine',
      '',
      'These cases are at risk: the standard may well follow the engines.',
      '',
      ...shared.map(({ case: { id, atRisk, why } }) => {
        const issue = atRisk?.startsWith('https:') ? ` ([issue](${atRisk}))` : '';
        return `- \`${id}\`: ${escapeMarkdown(why)}${issue}`;
      }),
    );
  }
  for (const report of reports) lines.push('', ...divergenceSection(report));
  return `${lines.join('\n')}\n`;
}

function clientTable(reports: readonly ClientReport[]): string[] {
  return table(
    [
      'client',
      'version',
      'run on',
      'as the standard says',
      'known divergences',
      'unlisted',
      'skipped',
    ],
    reports.map((report) => {
      const {
        pass = 0,
        known = 0,
        fail = 0,
        vanished = 0,
        error = 0,
        skip = 0,
      } = countsOf(report.results);
      const { client, version, date } = report;
      return [client, version, date, pass, known, fail + vanished + error, skip].map(String);
    }),
  );
}

function topicTable(reports: readonly ClientReport[]): string[] {
  const topics = [
    ...new Set(reports.flatMap(({ results }) => results.map((each) => each.case.topic))),
  ];
  return table(
    ['topic', ...reports.map(({ client }) => client)],
    topics.map((topic) => [topic, ...reports.map((report) => cellOf(report, topic))]),
  );
}

function cellOf({ results }: ClientReport, topic: string): string {
  const counts = countsOf(results.filter((each) => each.case.topic === topic));
  const { pass = 0, skip = 0, known = 0, fail = 0, vanished = 0, error = 0 } = counts;
  const run = pass + known + fail + vanished + error;
  if (run === 0) return skip === 0 ? '' : 'skipped';
  return pass === run ? `${pass}` : `**${pass}** of ${run}`;
}

const engineNames = ['chromium', 'firefox', 'webkit'];

/** Where all engines differ in one and the same way. */
function sharedByAllEngines(reports: readonly ClientReport[]): JudgedResult[] {
  const engines = reports.filter(({ client }) => engineNames.includes(client));
  if (engines.length < engineNames.length) return [];
  const [first, ...others] = engines as [ClientReport, ...ClientReport[]];
  const wayOf = ({ verdict, details, class: listing }: JudgedResult) =>
    verdict === 'known' || verdict === 'fail' ? (listing?.id ?? details.join('; ')) : null;
  return first.results.filter((result) => {
    const way = wayOf(result);
    const goesThatWay = (other: JudgedResult) =>
      other.case.id === result.case.id && wayOf(other) === way;
    return way !== null && others.every(({ results }) => results.some(goesThatWay));
  });
}

function divergenceSection({ client, version, results, divergences }: ClientReport): string[] {
  const lines = [`## ${client} ${version}`, ''];
  for (const each of divergences?.classes ?? []) {
    const ids = results.filter((result) => result.class === each).map((result) => result.case.id);
    const isOfGenerated = Object.keys(each.cases).length === 0;
    if (ids.length > 0 || isOfGenerated) lines.push(...classLines(each, ids));
  }
  const unlisted = results.filter(({ verdict }) => verdict === 'fail');
  for (const { case: each, details } of unlisted) {
    lines.push(`- **unlisted** \`${each.id}\`: ${escapeMarkdown(details.join('; '))}`);
  }
  if (lines.length === 2) lines.push('No divergence.');
  else if (divergences !== null) {
    lines.push('', `Evidence: [\`known-deviations.json\`](${client}/known-deviations.json).`);
  }
  return lines;
}

function classLines({ id, does, right, evidence }: DivergenceClass, ids: string[]): string[] {
  const shown = ids.slice(0, 8).map((each) => `\`${each}\``);
  const more = ids.length > shown.length ? ` and ${ids.length - shown.length} more` : '';
  const issues = (evidence.issues ?? []).map((issue) => ` [issue](${issue})`).join('');
  const who = {
    standard: '',
    either: ' *The standard leaves it open.*',
    disputed: ' *Disputed.*',
  }[right];
  const where = ids.length === 0 ? 'met by generated cases' : shown.join(', ') + more;
  return [`- **${id}**: ${escapeMarkdown(does)}${who}${issues} (${where})`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}
