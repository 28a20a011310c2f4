/** The report on clients as annotations of GitHub Actions. */
import { counted } from '../../output/counted.ts';
import { type Annotation, annotationLines } from '../../output/github.ts';
import { causesOf } from './client-causes.ts';
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
  const { strict, unmatched, generated } = client;
  const kind: Annotation['kind'] = strict ? 'error' : 'warning';
  const causes = causesOf(client).filter(({ verdict }) => verdict !== 'error');
  return [
    ...warningsOf(client).map(
      (message): Annotation => ({ kind: 'warning', title: label, message }),
    ),
    ...causes.map(({ verdict, cause, results }) => ({
      kind,
      title: `${label}: ${counted(results.length, 'case')}`,
      message: `${verdict === 'gone' ? 'listed, but no longer deviating' : cause}\n${results
        .slice(0, 10)
        .map(({ id }) => id)
        .join(', ')}`,
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
