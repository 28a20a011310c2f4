/** The report on clients as one self-contained HTML page. */
import { linkTo } from '../../../spec/index.ts';
import { pageHTML } from '../../output/html/html-page.ts';
import type { Block, Page, Section, Tone } from '../../output/html/page.ts';
import { startedText } from '../../output/started-text.ts';
import { causeOf } from './client-causes.ts';
import { clientCauses, grouped, otherCauses, type Ungrouped } from './client-groups.ts';
import { countsText, knownText, labelsOf, warningsOf, worstOf } from './client-words.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedCase, ReportedClient, ReportedClients } from './reported-client.ts';

export function clientHTML(report: ReportedClients): string {
  return pageHTML(pageOf(report));
}

function pageOf(report: ReportedClients): Page {
  const { clients } = report;
  const labels = labelsOf(report);
  const { groups, results, others } = grouped(
    clients.flatMap((client, index) =>
      client.results.map((result) => pageResult(result, client, labels[index] ?? '')),
    ),
  );
  const topics = [
    ...new Set(clients.flatMap((client) => client.results.map(({ topic }) => topic))),
  ];
  return {
    title: clients.length === 1 ? `CORS in ${labels[0]}` : `CORS in ${clients.length} clients`,
    conclusion: worstOf(report),
    counts: countsText(report),
    when: whenText(report),
    warnings: clients.flatMap((client, index) =>
      warningsOf(client).map((text) => (clients.length === 1 ? text : `${labels[index]}: ${text}`)),
    ),
    causes: [
      ...clientCauses(groups, results),
      ...clients.flatMap((client, index) => otherCauses(client, labels[index] ?? '')),
    ],
    matrix: {
      row: {
        one: 'topic',
        several: 'topics',
        entries: topics.map((id) => ({ id, title: '', blocks: [] })),
      },
      column: {
        one: 'client',
        several: 'clients',
        entries: labels.map((id) => ({ id, title: '', blocks: [] })),
      },
    },
    others,
    sections: [
      { title: 'What was run', isFolded: false, blocks: runBlocks(report, labels) },
      ...deviationSection(clients),
    ],
    groups,
    results,
  };
}

/** Several clients run one after the other. */
function whenText({ clients }: ReportedClients): string {
  const seconds = clients.reduce((sum, client) => sum + client.seconds, 0);
  return `${startedText(clients[0]?.started ?? '')}, ${Math.round(seconds * 10) / 10} seconds`;
}

function pageResult(result: ReportedCase, client: ReportedClient, label: string): Ungrouped {
  const { id, topic, verdict, details, asksAgain } = result;
  const known = knownText(result, client);
  const line = details.join('; ') || (asksAgain ? 'asks again, as it may' : 'as the standard says');
  return {
    id: `${label}/${id}`,
    verdict,
    tone: toneOf(result, client),
    level: null,
    row: topic,
    column: label,
    cause: causeOf(result, client),
    line,
    blocks: resultBlocks(result, known),
  };
}

function toneOf({ verdict }: ReportedCase, { strict }: ReportedClient): Tone {
  if (verdict === 'fail' || verdict === 'gone') return strict ? 'bad' : 'warn';
  if (verdict === 'error') return 'warn';
  return verdict === 'pass' ? 'good' : 'quiet';
}

function resultBlocks(result: ReportedCase, known: string | null): Block[] {
  const { verdict, why, details, exchange, steps, atRisk, asksAgain, listed } = result;
  const label = verdict === 'skip' || verdict === 'error' ? 'Why not' : 'Difference';
  return [
    { label: 'Why this case', text: why },
    ...details.map((text) => ({ label, text })),
    ...(asksAgain
      ? [
          {
            label: 'Asks again',
            text: 'A cached preflight could have made another one unnecessary. The standard allows both.',
          },
        ]
      : []),
    ...(known === null ? [] : [{ label: 'Known', text: known }]),
    ...(verdict === 'fail' || verdict === 'gone'
      ? listed.map((difference) => ({ label: 'Listed', text: sentenceOf(difference) }))
      : []),
    ...(exchange.length === 0
      ? []
      : [{ label: 'Exchange', text: exchange.join('\n'), code: 'shown' as const }]),
    ...steps.map((step) => ({ label: 'Step', text: step, href: linkTo(step) })),
    ...(atRisk === null ? [] : [{ label: 'Issue', text: atRisk, href: atRisk }]),
  ];
}

function runBlocks(
  { clients, standard, tool }: ReportedClients,
  labels: readonly string[],
): Block[] {
  return [
    ...clients.map((client, index) => ({ label: labels[index] ?? '', text: runText(client) })),
    {
      label: 'Standard',
      text: `Fetch ${standard.commit.slice(0, 12)} of ${standard.date}`,
      href: standard.url,
    },
    { label: 'Tool', text: `${tool.name} ${tool.version}` },
  ];
}

function runText({
  started,
  seconds,
  features,
  known,
  summary,
  planned,
  generated,
}: ReportedClient): string {
  const versions = known?.versions.join(', ');
  return [
    `${summary.conclusion}: ${summary.text}`,
    `Started at ${startedText(started)}, and took ${seconds} seconds for ${planned} cases.`,
    ...(generated === null ? [] : [`Options: --runs ${planned} --seed ${generated.seed}.`]),
    `Features: ${features.join(', ')}.`,
    versions === undefined
      ? 'There is no list of known deviations for this client.'
      : `The list of known deviations is about ${versions}.`,
  ].join(' ');
}

const rightWords = { standard: '', either: ' The standard allows both.', disputed: ' Disputed.' };

function deviationSection(clients: readonly ReportedClient[]): Section[] {
  const blocks = clients.flatMap(({ known }) =>
    (known?.deviations ?? []).flatMap(({ id, what, right, issues }): Block[] => [
      { label: id, text: `${what}${rightWords[right]}` },
      ...issues.map((issue) => ({ label: '', text: issue, href: issue })),
    ]),
  );
  return blocks.length === 0 ? [] : [{ title: 'Known deviations', isFolded: true, blocks }];
}
