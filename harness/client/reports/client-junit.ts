/** The report on clients as JUnit XML, a suite for each client. */
import { junitXML, type Outcome, type TestCase } from '../../output/junit-xml.ts';
import { partText } from '../../run/shard.ts';
import { knownText, labelsOf, verdictLine } from './client-words.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedCase, ReportedClient, ReportedClients } from './reported-client.ts';

export function clientJUnit(report: ReportedClients): string {
  const { clients, standard, tool } = report;
  const labels = labelsOf(report);
  const properties = {
    standard: `${standard.url} at ${standard.commit}`,
    tool: `${tool.name} ${tool.version}`,
    verdict: verdictLine(report),
  };
  return junitXML(
    clients.map((client, index) => {
      const name = labels[index] ?? '';
      const { started, seconds, shard } = client;
      const cases = [...casesOf(client, name), ...wholeRun(client, name)];
      const part = shard === null ? {} : { shard: partText(shard) };
      return { name, started, seconds, properties: { ...properties, ...part }, cases };
    }),
  );
}

function casesOf(client: ReportedClient, label: string): TestCase[] {
  const ofClient = client.results.map((result) => ({
    classname: `${label}.${result.topic}`,
    name: result.id,
    outcome: outcomeOf(result, client),
  }));
  const stale = client.unmatched.map((key) => ({
    classname: `${label}.known deviations`,
    name: key,
    outcome: unexpected(client, `${key} is listed, and matches no case that deviates`),
  }));
  const generated = client.generated?.disagreements ?? [];
  const differing = generated.map(({ differences, text }, index) => ({
    classname: `${label}.generated`,
    name: `generated ${index + 1}`,
    outcome: unexpected(client, differences.map(sentenceOf).join('; '), text),
  }));
  return [...ofClient, ...stale, ...differing];
}

function outcomeOf(result: ReportedCase, client: ReportedClient): Outcome | null {
  const { verdict, details, exchange, why } = result;
  const message = details.join('; ');
  const text = [why, ...details, ...exchange].join('\n');
  switch (verdict) {
    case 'pass':
      return null;
    case 'fail':
      return unexpected(client, message, text);
    case 'gone':
      return unexpected(client, 'listed as a known deviation, and does not deviate', text);
    case 'error':
      return { kind: 'error', type: 'error', message, text };
    case 'known':
      return {
        kind: 'skipped',
        message: `known deviation: ${knownText(result, client) ?? message}`,
      };
    case 'skip':
      return { kind: 'skipped', message };
  }
}

/** On a version that is not listed, it is only a warning, which JUnit does not have. */
function unexpected({ strict }: ReportedClient, message: string, text?: string): Outcome {
  if (!strict) return { kind: 'skipped', message: `warning: ${message}` };
  return { kind: 'failure', type: 'deviation', message, ...(text === undefined ? {} : { text }) };
}

/** A run without an end, and a client without CORS, must not look as if all had passed. */
function wholeRun({ summary, implementsCORS }: ReportedClient, label: string): TestCase[] {
  const why = summary.cutShort ?? (implementsCORS ? null : summary.text);
  if (why === null) return [];
  const outcome: Outcome = { kind: 'error', type: 'INCOMPLETE', message: why };
  return [{ classname: `${label}.run`, name: 'complete', outcome }];
}
