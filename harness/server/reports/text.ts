/** The report for people, by policy and requirement: each failure with all it takes to fix it. */

import { type Requirement, requirementOf } from '../../../conformance/servers/index.ts';
import { gistOf, linkTo, spec } from '../../../spec/index.ts';
import { curlOf } from '../../output/curl.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import { jsonText } from '../../output/json-text.ts';
import { type Colours, noColours, printable } from '../../output/terminal.ts';
import type { Observed } from '../observe.ts';
import { outsideCauses } from '../outside-causes.ts';
import {
  conclusionOf,
  cutShort,
  type Ended,
  failsRun,
  goneEntries,
  type Run,
} from '../prepared-run.ts';
import type { Result } from '../result.ts';
import { countsOf, countsText, failuresOf } from './summary.ts';

export function textReport({ run, results, observed }: Ended, colours: Colours): string {
  const causes = outsideCauses(results).map((cause) => colours.bold(printable(cause)));
  const lines = [...heading(run, colours), ...causes, ''];
  for (const { policy } of run.target.places) {
    const ofPolicy = results.filter((result) => result.policy === policy.id);
    if (ofPolicy.length === 0) continue;
    const title = policy.title === undefined ? '' : `  ${policy.title}`;
    lines.push(
      `${colours.bold(printable(policy.id))}${colours.dim(printable(title))}`,
      `  ${countsText(countsOf(ofPolicy))}`,
      ...requirementBlocks(run, ofPolicy, colours),
      '',
    );
  }
  if (observed !== null) lines.push(...observedLines(observed, colours), '');
  lines.push(...endingLines(run, results, colours));
  return `${lines.join('\n')}\n`;
}

function heading({ target }: Run, colours: Colours): string[] {
  const { testee, leftOut, places } = target;
  const what =
    testee === null
      ? printable(target.url)
      : `${printable(testee.name)} ${printable(testee.version)}`;
  const lines = [`${colours.bold(what)} against Fetch ${spec.commit.slice(0, 12)} of ${spec.date}`];
  for (const { policy, why } of leftOut) lines.push(`not tested  ${policy}: ${printable(why)}`);
  for (const note of target.notes) lines.push(`note  ${printable(note)}`);
  if (places.some(({ kind }) => kind === 'undeclared')) {
    lines.push(
      'No policy is declared, so only what holds under any policy is checked, and nothing is said about',
      'who may read what. Declare a policy with --policy file.json to check that, too.',
    );
  }
  return lines;
}

/** What has to be looked at, by requirement, in the order of the cases. */
function requirementBlocks(run: Run, results: readonly Result[], colours: Colours): string[] {
  const noteworthy = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
  const ids = [...new Set(noteworthy.map(({ requirement }) => requirement))];
  return ids.flatMap((id) => {
    const ofRequirement = noteworthy.filter(({ requirement }) => requirement === id);
    const requirement = requirementOf(id);
    const failing = ofRequirement.filter(({ verdict }) => verdict === 'fail');
    return [
      `  ${symbolOf(run, ofRequirement, colours)} ${colours.bold(id)} (${requirement.level})  ${requirement.gist}`,
      ...(failing.length > 0 ? [`    ${requirement.why}`] : []),
      ...ofRequirement.flatMap((result) => resultLines(result, run, colours)),
      ...(failing.length > 0 ? sources(requirement) : []),
    ];
  });
}

function symbolOf(run: Run, results: readonly Result[], colours: Colours): string {
  if (results.some((result) => failsRun(run.options.level, result))) return colours.red('✗');
  if (results.some(({ verdict }) => verdict === 'error')) return colours.yellow('!');
  return results.some(({ verdict }) => verdict === 'fail') ? colours.yellow('✗') : colours.dim('-');
}

function sources({ link, evidence }: Requirement): string[] {
  return [
    `    Spec     ${link}`,
    ...(evidence.length > 0 ? [`    Seen in  ${evidence.join(', ')}`] : []),
  ];
}

/** A result by itself, where no heading says what is required and how to fix it. */
export function loneResultLines(result: Result, run: Run): string[] {
  const lines = resultLines(result, run, noColours);
  if (result.verdict !== 'fail') return lines;
  const requirement = requirementOf(result.requirement);
  const heading = `  ${requirement.id} (${requirement.level})  ${requirement.gist}`;
  return [heading, `    ${requirement.why}`, ...lines, ...sources(requirement)];
}

/** All about a failure; a line about anything else. */
function resultLines(result: Result, run: Run, colours: Colours): string[] {
  const { id, verdict, message, known } = result;
  switch (verdict) {
    case 'fail':
      return failureLines(result, run.options.insecure ?? false, colours);
    case 'known':
      return [`      known  ${id}: ${printable(known ?? '')} (${printable(message)})`];
    case 'gone':
      return [
        `      gone  ${id} passes, but is listed as a known deviation: remove it from the file`,
      ];
    default:
      return [`      ${verdict}  ${id}: ${printable(message)}`];
  }
}

function failureLines(result: Result, insecure: boolean, colours: Colours): string[] {
  const last = result.exchanges.at(-1);
  return [
    `      ${colours.bold(result.id)}`,
    `        ${result.why}`,
    ...result.exchanges.flatMap(exchangeLines).map((line) => `          ${line}`),
    `        Expected   ${printable(result.expected)}`,
    `        Observed   ${printable(result.message)}`,
    ...decision(result),
    `        Fix        ${printable(result.fix)}`,
    ...(last === undefined ? [] : [`        Reproduce  ${curlOf(last, insecure)}`]),
  ];
}

function decision({ step, reason, path }: Result): string[] {
  if (step === null) return [];
  return [
    `        Decided    ${step} (${reason}): ${gistOf(step)}`,
    `                   via ${path.join(' → ')}`,
    `                   ${linkTo(step)}`,
  ];
}

/** What a target without a policy was seen to share: a draft of its policy. */
export function observedLines({ policy, probes }: Observed, colours: Colours): string[] {
  return [
    colours.bold('observed'),
    ...probes.map((probe) => `  ${printable(probe)}`),
    '  As a policy: correct it to what you mean, save it, and run again with --policy:',
    ...jsonText(policy)
      .split('\n')
      .map((line) => `    ${printable(line)}`),
  ];
}

/** What is said of the run as a whole. */
export function endingLines(run: Run, results: readonly Result[], colours: Colours): string[] {
  const { must, should, info } = failuresOf(results);
  const failures = `${must} must, ${should} should, ${info} info`;
  const lines = run.unknownEntries.map(
    (id) =>
      `${colours.red('✗')} the list of known deviations has ${printable(id)}, which matches no case of this target`,
  );
  const short = cutShort(run, results);
  if (short === null) lines.push(...goneEntries(run).map((id) => goneLine(id, colours)));
  else lines.push(printable(short));
  const { generated } = run.options;
  if (generated !== undefined) {
    lines.push(`${generated.runs} generated fetches per policy, with the seed ${generated.seed}`);
  }
  const counts = `${countsText(countsOf(results))}  (failures: ${failures})`;
  lines.push(`${coloured(conclusionOf(run, results), colours)}  ${counts}`);
  return lines;
}

function coloured(conclusion: ReturnType<typeof conclusionOf>, colours: Colours): string {
  const { green, red, yellow } = colours;
  return { PASSED: green, FAILED: red, INCOMPLETE: yellow }[conclusion](conclusion);
}

function goneLine(id: string, colours: Colours): string {
  return `${colours.red('✗')} the list of known deviations has ${printable(id)}, and all cases that it matches pass`;
}
