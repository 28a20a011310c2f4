/** The report as JUnit XML, which most CI servers read. */

import { escapeMarkup } from '../../output/markup.ts';
import { failsRun } from '../prepared-run.ts';
import type { Report, ReportedResult } from './report.ts';
import { loneResultLines } from './text.ts';

export function junitReport({ target, results, summary, options }: Report): string {
  const suites = target.policies.map((policy) => {
    const ofPolicy = results.filter((result) => result.policy === policy.id);
    const cases = ofPolicy.map((result) => testcase(result, options));
    const count = (tag: string) => cases.filter((xml) => xml.includes(`<${tag}`)).length;
    const attributes =
      `name="${escapeMarkup(policy.id)}" tests="${cases.length}" failures="${count('failure')}" ` +
      `errors="${count('error')}" skipped="${count('skipped')}"`;
    return `  <testsuite ${attributes}>\n${cases.join('')}  </testsuite>\n`;
  });
  const short = summary.cutShort;
  if (short !== null) suites.push(notRun(short));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cors-conformance">\n${suites.join('')}</testsuites>\n`;
}

/** Cases that were not run must not look as if all had passed. */
function notRun(why: string): string {
  return `  <testsuite name="run" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="run" name="complete">
      <error message="${escapeMarkup(why)}"/>
    </testcase>
  </testsuite>
`;
}

function testcase(result: ReportedResult, options: Report['options']): string {
  const attributes = `classname="${escapeMarkup(`${result.policy}.${result.requirement}`)}" name="${escapeMarkup(result.id)}"`;
  const outcome = outcomeOf(result, options);
  return outcome === ''
    ? `    <testcase ${attributes}/>\n`
    : `    <testcase ${attributes}>\n      ${outcome}\n    </testcase>\n`;
}

function outcomeOf(result: ReportedResult, options: Report['options']): string {
  const message = `message="${escapeMarkup(result.message)}"`;
  const text = escapeMarkup(loneResultLines(result).join('\n'));
  if (failsRun(options.level, result)) {
    return `<failure type="${result.level}" ${message}>${text}</failure>`;
  }
  if (result.verdict === 'error') return `<error ${message}>${text}</error>`;
  return result.verdict === 'pass' ? '' : `<skipped ${message}/>`;
}
