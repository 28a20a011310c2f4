/** What several formats of a report on clients say in the same words. */
import { partText } from '../../run/shard.ts';
import type { Conclusion } from '../client-report.ts';
import type { ReportedCase, ReportedClient, ReportedClients } from './reported-client.ts';

/** A name for each client that no other has. */
export function labelsOf({ clients }: ReportedClients): string[] {
  const seen = new Map<string, number>();
  return clients.map(({ client, version }) => {
    const name = `${client} ${version}`.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

/** The worst of all clients. */
export function worstOf({ clients }: ReportedClients): Conclusion {
  const all = clients.map(({ summary }) => summary.conclusion);
  return (['FAILED', 'INCOMPLETE'] as const).find((each) => all.includes(each)) ?? 'PASSED';
}

/** The counts of one client, or the conclusion of each. */
export function countsText(report: ReportedClients): string {
  const [only, ...others] = report.clients;
  if (only !== undefined && others.length === 0) return only.summary.text;
  const labels = labelsOf(report);
  return report.clients
    .map(({ summary }, index) => `${labels[index]}: ${summary.conclusion}`)
    .join(', ');
}

/** The last line of every format. */
export function verdictLine(report: ReportedClients): string {
  return `${worstOf(report)}  ${countsText(report)}`;
}

/** Why the results are not the whole truth. */
export function warningsOf({
  implementsCORS,
  strict,
  known,
  version,
  ...rest
}: ReportedClient): string[] {
  const { cutShort, text, verdicts } = rest.summary;
  const errors = verdicts.error ?? 0;
  const versions = known?.versions.join(', ');
  return [
    ...(cutShort === null ? [] : [cutShort]),
    ...(rest.shard === null ? [] : [partText(rest.shard)]),
    ...(implementsCORS ? [] : [text]),
    ...(errors === 0 ? [] : [`${errors} ${errors === 1 ? 'case' : 'cases'} could not be judged.`]),
    ...(strict
      ? []
      : [
          `The known deviations were recorded with ${versions}. This is ${version}, so differences from the list are only warnings.`,
        ]),
  ];
}

/** What a known deviation is; null if the case is not listed. */
export function knownText(result: ReportedCase, { known }: ReportedClient): string | null {
  if (result.deviation === null) return null;
  const listed = known?.deviations.find(({ id }) => id === result.deviation);
  return listed === undefined ? result.deviation : `${listed.id}: ${listed.what}`;
}
