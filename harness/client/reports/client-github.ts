/** The report on clients as annotations of GitHub Actions. */
import { type Annotation, annotationLines } from '../../output/github.ts';
import { labelsOf, verdictLine, warningsOf } from './client-words.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedClient, ReportedClients } from './reported-client.ts';

export function clientGitHub(report: ReportedClients): string {
  const labels = labelsOf(report);
  const annotations = report.clients.flatMap((client, index) =>
    annotationsOf(client, labels[index] ?? ''),
  );
  return `${[...annotationLines(annotations), verdictLine(report)].join('\n')}\n`;
}

function annotationsOf(client: ReportedClient, label: string): Annotation[] {
  const { strict, results, unmatched, generated } = client;
  const kind: Annotation['kind'] = strict ? 'error' : 'warning';
  const found = new Map<string, string[]>();
  for (const { verdict, id, details } of results) {
    if (verdict !== 'fail' && verdict !== 'gone') continue;
    const what = verdict === 'gone' ? 'listed, but no longer deviating' : details.join('; ');
    found.set(what, [...(found.get(what) ?? []), id]);
  }
  return [
    ...warningsOf(client).map(
      (message): Annotation => ({ kind: 'warning', title: label, message }),
    ),
    ...[...found].map(([what, ids]) => ({
      kind,
      title: `${label}: ${ids.length} ${ids.length === 1 ? 'case' : 'cases'}`,
      message: `${what}\n${ids.slice(0, 10).join(', ')}`,
    })),
    ...unmatched.map((key) => ({
      kind,
      title: `${label}: known deviations`,
      message: `${key} is listed, and matches no case that deviates`,
    })),
    ...(generated?.disagreements ?? []).map(({ differences, count }) => ({
      kind,
      title: `${label}: ${count} generated ${count === 1 ? 'case' : 'cases'}`,
      message: differences.map(sentenceOf).join('; '),
    })),
  ];
}
