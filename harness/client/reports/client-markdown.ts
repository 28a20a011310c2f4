/** The report on several clients side by side: a table of topics, and every deviation. */
import { escapeMarkdown, tableLines } from '../../output/markdown.ts';
import { partText } from '../../run/shard.ts';
import { asksAgainAsItMay, countsOf, titleOf } from '../client-report.ts';
import { findingsSection, idsText } from './client-markdown-findings.ts';
import type {
  ReportedCase,
  ReportedClient,
  ReportedClients,
  ReportedDeviation,
} from './reported-client.ts';

/** @param isVerbose whether to name every case that differs, not only one of each cause */
export function markdownReport(reported: ReportedClients, isVerbose = false): string {
  const { clients: reports, standard } = reported;
  const lines = [
    '# Clients',
    '',
    `Results of clients in the exchange cases, against the Fetch standard of ${standard.date}`,
    `(\`${standard.commit.slice(0, 7)}\`). \`cors-conformance client\` writes this report.`,
    '',
    ...findingsSection(reported, isVerbose),
    ...clientTable(reports),
    '',
    '## Topics',
    '',
    'The number of cases in which the client does as the standard says, of those that could be run.',
    '',
    ...topicTable(reports),
  ];
  const shared = sharedByAllEngines(reports);
  if (shared.length > 0) {
    lines.push(
      '',
      '## Deviations that all three engines share',
      '',
      'The standard may change to follow the engines in these cases.',
      '',
      ...shared.map(({ id, atRisk, question, why }) => {
        const issue = atRisk?.startsWith('https:') ? ` ([issue](${atRisk}))` : '';
        const asked = question === null ? '' : ` (question: \`spec/questions/${question}.md\`)`;
        return `- \`${id}\`: ${escapeMarkdown(why)}${issue}${asked}`;
      }),
    );
  }
  for (const report of reports) lines.push('', ...deviationSection(report));
  return `${lines.join('\n')}\n`;
}

function clientTable(reports: readonly ReportedClient[]): string[] {
  return tableLines(
    [
      'client',
      'version',
      'run on',
      'as the standard says',
      'asks again',
      'known deviations',
      'others',
      'skipped',
    ],
    reports.map((report) => {
      const {
        pass = 0,
        known = 0,
        fail = 0,
        gone = 0,
        error = 0,
        skip = 0,
      } = countsOf(report.results);
      const { client, version, date } = report;
      const again = report.results.filter(asksAgainAsItMay).length;
      const counts = [pass, again, known, fail + gone + error, skip].map(String);
      return [escapeMarkdown(client), escapeMarkdown(version), date, ...counts];
    }),
  );
}

function topicTable(reports: readonly ReportedClient[]): string[] {
  const topics = [...new Set(reports.flatMap(({ results }) => results.map((each) => each.topic)))];
  return tableLines(
    ['topic', ...reports.map(({ client }) => escapeMarkdown(client))],
    topics.map((topic) => [topic, ...reports.map((report) => cellOf(report, topic))]),
  );
}

function cellOf({ results }: ReportedClient, topic: string): string {
  const counts = countsOf(results.filter((each) => each.topic === topic));
  const { pass = 0, skip = 0, known = 0, fail = 0, gone = 0, error = 0 } = counts;
  const run = pass + known + fail + gone + error;
  if (run === 0) return skip === 0 ? '' : 'skipped';
  return pass === run ? `${pass}` : `**${pass}** of ${run}`;
}

const engineNames = ['chromium', 'firefox', 'webkit'];

/** Where all engines differ in one and the same way. */
function sharedByAllEngines(reports: readonly ReportedClient[]): ReportedCase[] {
  const engines = reports.filter(({ client }) => engineNames.includes(client));
  if (engines.length < engineNames.length) return [];
  const [first, ...others] = engines as [ReportedClient, ...ReportedClient[]];
  const wayOf = ({ verdict, differences, deviation }: ReportedCase) =>
    verdict === 'known' || verdict === 'fail' ? (deviation ?? JSON.stringify(differences)) : null;
  return first.results.filter((result) => {
    const way = wayOf(result);
    const goesThatWay = (other: ReportedCase) => other.id === result.id && wayOf(other) === way;
    return way !== null && others.every(({ results }) => results.some(goesThatWay));
  });
}

function deviationSection(report: ReportedClient): string[] {
  const { client, results, known, shard } = report;
  const bullets: string[] = [];
  for (const deviation of known?.deviations ?? []) {
    const its = results.filter((result) => result.deviation === deviation.id);
    if (its.length > 0 || deviation.onlyGenerated) bullets.push(deviationLine(deviation, its));
  }
  const again = results.filter(asksAgainAsItMay).map((result) => `\`${result.id}\``);
  if (again.length > 0) {
    bullets.push(
      `- **asks again**, although a cached preflight could have made another one unnecessary. *The standard allows both.* (${again.join(', ')})`,
    );
  }
  return [
    `## ${escapeMarkdown(titleOf(report))}`,
    '',
    ...(shard === null ? [] : [partText(shard), '']),
    escapeMarkdown(summaryText(report)),
    ...(bullets.length === 0 ? [] : ['', ...bullets]),
    ...(known === null
      ? []
      : ['', `Evidence: [\`known-deviations.json\`](${client}/known-deviations.json).`]),
  ];
}

const rightWords = {
  standard: '',
  either: ' *The standard allows both.*',
  disputed: ' *Disputed.*',
};

function deviationLine(deviation: ReportedDeviation, results: readonly ReportedCase[]): string {
  const { id, what, right, issues: links } = deviation;
  const issues = links.map((issue) => ` [issue](${issue})`).join('');
  const where = results.length === 0 ? 'seen in generated cases' : idsText(results);
  return `- **${id}**: ${escapeMarkdown(what)}${rightWords[right]}${issues} (${where})`;
}

function summaryText({ summary: { cutShort, text } }: ReportedClient): string {
  return cutShort === null ? text : `${cutShort} ${text}`;
}
