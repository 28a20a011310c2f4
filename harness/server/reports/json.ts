/** The report for programs. `report.schema.json` describes it. */
import { jsonText } from '../../output/json-text.ts';
import type { Report } from './report.ts';

/** In pieces, since the whole can be large. */
export function* jsonReport(report: Report): Generator<string> {
  const { results } = report;
  const text = jsonText({ ...report, results: [] });
  // The last member, so that its brackets are the last.
  const end = text.lastIndexOf(']');
  yield text.slice(0, end);
  for (const [index, result] of results.entries()) {
    const json = jsonText(result).trimEnd();
    yield `${index === 0 ? '' : ','}\n${json.replace(/^/gm, '    ')}`;
  }
  yield `${results.length === 0 ? '' : '\n  '}${text.slice(end)}`;
}
