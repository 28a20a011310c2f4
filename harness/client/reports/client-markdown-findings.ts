/** What is not as listed, at the top of the Markdown report on clients: causes, each with an example. */
import { counted } from '../../output/counted.ts';
import { escapeMarkdown } from '../../output/markdown.ts';
import type { Verdict } from '../client-report.ts';
import { type ClientCause, causesOf } from './client-causes.ts';
import { labelsOf } from './client-words.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedCase, ReportedClient, ReportedClients } from './reported-client.ts';

/** What fails a run, or leaves it incomplete: before everything else. */
export function findingsSection(reported: ReportedClients, isVerbose: boolean): string[] {
  const { clients } = reported;
  const labels = labelsOf(reported);
  const bullets = clients.flatMap((client, index) => {
    const of = clients.length === 1 ? '' : `${escapeMarkdown(labels[index] ?? '')}: `;
    return findingsOf(client, isVerbose).map((text) => `- ${of}${text}`);
  });
  return bullets.length === 0 ? [] : ['## Findings', '', ...bullets, ''];
}

function findingsOf(client: ReportedClient, isVerbose: boolean): string[] {
  const generated = client.generated?.disagreements ?? [];
  return [
    ...causesOf(client).flatMap((cause) =>
      isVerbose ? cause.results.map(resultText) : causeText(cause),
    ),
    ...client.unmatched.map((key) => `**listed, but no such case** \`${key}\``),
    ...generated.map(({ differences, count }) => {
      const details = escapeMarkdown(differences.map(sentenceOf).join('; '));
      return `**not listed**, in ${counted(count, 'generated case')}: ${details}`;
    }),
  ];
}

const findingLabels: Partial<Record<Verdict, string>> = {
  fail: 'not listed',
  gone: 'listed, but gone',
  error: 'not judged',
};

function causeText({ verdict, cause, results }: ClientCause): string {
  const [first, ...others] = results as [ReportedCase, ...ReportedCase[]];
  if (others.length === 0) return resultText(first);
  const count = counted(results.length, 'case');
  const saysMore = verdict === 'fail' && first.details.join('; ') !== cause;
  const shown = saysMore ? `${inFull(first)}. Also ${idsText(others)}` : idsText(results);
  return `**${findingLabels[verdict]}**, ${count}: ${escapeMarkdown(cause)}. ${shown}`;
}

function inFull({ id, details }: ReportedCase): string {
  return `\`${id}\`: ${escapeMarkdown(details.join('; '))}`;
}

function resultText(result: ReportedCase): string {
  const { verdict, id, details } = result;
  return `**${findingLabels[verdict]}** ${details.length === 0 ? `\`${id}\`` : inFull(result)}`;
}

/** The first few, and how many more there are. */
export function idsText(results: readonly Pick<ReportedCase, 'id'>[]): string {
  const shown = results.slice(0, 8).map(({ id }) => `\`${id}\``);
  const more = results.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
