/** What the HTML page says about a run as a whole: what was run, when, on what, and how. */

import type { Block, Section } from '../../output/html/page.ts';
import { jsonText } from '../../output/json-text.ts';
import { startedText } from '../../output/started-text.ts';
import type { Report, ReportedTarget } from './report.ts';
import { notesOn, optionsText } from './report-words.ts';

export function pageSections(report: Report): Section[] {
  const { observed } = report.target;
  return [
    {
      title: 'What was run',
      isFolded: false,
      blocks: [...runBlocks(report), ...leftOutBlocks(report.target)],
    },
    { title: 'Policies', isFolded: true, blocks: policyBlocks(report.target) },
    ...(observed === null
      ? []
      : [
          {
            title: 'What was observed',
            isFolded: false,
            blocks: [
              ...observed.probes.map((text) => ({ label: 'Probe', text })),
              {
                label: 'As a policy',
                text: 'Correct this to what you mean, save it, and run again with --policy:',
              },
              { label: '', text: jsonText(observed.policy).trimEnd(), code: 'copied' as const },
            ],
          },
        ]),
  ];
}

function runBlocks(report: Report): Block[] {
  const { target, options, standard, corpus, tool, started, seconds } = report;
  const { testee, url } = target;
  return [
    { label: 'Target', text: url },
    ...(testee === null ? [] : [{ label: 'Server', text: `${testee.name} ${testee.version}` }]),
    ...notesOn(report).map((text) => ({ label: 'Note', text })),
    { label: 'Started', text: startedText(started) },
    { label: 'Took', text: `${seconds} seconds` },
    {
      label: 'Standard',
      text: `Fetch ${standard.commit.slice(0, 12)} of ${standard.date}`,
      href: standard.url,
    },
    { label: 'Options', text: optionsText(options) },
    { label: 'Tool', text: `${tool.name} ${tool.version}, corpus ${corpus.digest.slice(0, 12)}` },
  ];
}

const kinds = {
  testee: '',
  declared: '',
  undeclared: ' Not declared, so only what holds under any policy was checked.',
};

function policyBlocks({ policies }: ReportedTarget): Block[] {
  return policies.map(({ id, title, path, kind, ...policy }) => ({
    label: id,
    text: `${title === undefined ? '' : `${title}; `}${path}: ${JSON.stringify(policy)}${kinds[kind]}`,
  }));
}

function leftOutBlocks({ leftOut }: ReportedTarget): Block[] {
  return leftOut.map(({ policy, why }) => ({ label: 'Not tested', text: `${policy}: ${why}` }));
}
