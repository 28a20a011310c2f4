/** Whether a report is only text: nothing that a target sent steers a terminal or becomes markup. */
import { createHash } from 'node:crypto';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

export type Format = 'text' | 'json' | 'html' | 'markdown' | 'junit' | 'github';

/** @returns what is alive in a report */
export function liveParts(format: Format, report: string): string[] {
  const control =
    /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u.exec(report);
  const controls =
    control === null
      ? []
      : [`a control character: ${JSON.stringify(around(report, control.index))}`];
  const command = (format === 'github' ? /##\w*\[/ : /##\w*\[|^\s*::/m).exec(report);
  const commands =
    command === null
      ? []
      : [`a command to a CI service: ${JSON.stringify(around(report, command.index))}`];
  return [...controls, ...commands, ...checks[format](report)];
}

const checks: Readonly<Record<Format, (report: string) => string[]>> = {
  text: () => [],
  json: (report) => {
    try {
      JSON.parse(report);
      return [];
    } catch (error) {
      return [`not JSON: ${(error as Error).message}`];
    }
  },
  html: liveHTML,
  markdown: liveMarkdown,
  junit: liveXML,
  github: liveCommands,
};

/** What a report is made of itself. None of these runs or loads anything. */
const elements = new Set(
  (
    'html head body meta title style header nav main footer section h1 h2 h3 h4 p a code pre small strong ' +
    'span div br ul li dl dt dd table caption thead tbody tr th td details summary noscript form label ' +
    'select option input button'
  ).split(' '),
);
const attributes =
  /^(lang|charset|name|content|http-equiv|href|class|open|id|role|hidden|scope|title|tabindex|type|value|autocomplete|placeholder|aria-[a-z]+)$/;

function liveHTML(report: string): string[] {
  const found: string[] = [];
  const allowedScripts = new Set(scriptsOfPolicy(report));
  const visit = (node: DefaultTreeAdapterTypes.Node) => {
    if ('tagName' in node) {
      const isScript = node.tagName === 'script';
      if (isScript && !isOwnScript(node, allowedScripts)) found.push('an element <script>');
      if (!isScript && !elements.has(node.tagName)) found.push(`an element <${node.tagName}>`);
      for (const { name, value } of node.attrs) {
        if (!attributes.test(name)) found.push(`an attribute ${name}`);
        if (name === 'href' && !/^(?:https:\/\/|#)/.test(value)) found.push(`a link to ${value}`);
      }
    }
    if (node.nodeName === '#comment') found.push('a comment');
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(report));
  return found;
}

/** The hashes of scripts in the Content-Security-Policy, if the report begins with one. */
function scriptsOfPolicy(report: string): string[] {
  const [, policy = ''] =
    /^[^<]*(?:<(?!script)[^<]*)*?<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(
      report,
    ) ?? [];
  return [...policy.matchAll(/'sha256-([\w+/=]+)'/g)].map(([, hash = '']) => hash);
}

/** Data, or a script that the policy names. */
function isOwnScript(
  { attrs, childNodes }: DefaultTreeAdapterTypes.Element,
  allowed: ReadonlySet<string>,
): boolean {
  const [child] = childNodes;
  const text = child !== undefined && 'value' in child ? child.value : '';
  if (attrs.some(({ name, value }) => name === 'type' && value === 'application/json')) {
    return checks.json(text).length === 0;
  }
  return (
    attrs.length === 0 && allowed.has(createHash('sha256').update(text, 'utf8').digest('base64'))
  );
}

/** What is neither in a fence nor escaped. Links are those of the report itself. */
function liveMarkdown(report: string): string[] {
  const found: string[] = [];
  let fence: string | null = null;
  for (const line of report.split('\n')) {
    const [mark] = /^(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== null) {
      if (line === fence) fence = null;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      continue;
    }
    const bare = line
      .replace(/^<details><summary>(.*)<\/summary>$|^<\/details>$/, '$1')
      .replace(/\\./g, '')
      .replace(/`[0-9a-f]{12}`/, '')
      .replace(/\[[\w./-]+\]\(https:\/\/[^)\s]+\)/g, '');
    const [live] = /[<`]|\]\(|&\w+;/.exec(bare) ?? [];
    if (live !== undefined) found.push(`${live} in ${JSON.stringify(line.slice(0, 120))}`);
  }
  if (fence !== null) found.push('a fence that is not closed');
  return found;
}

function liveXML(report: string): string[] {
  const tags =
    /<(?:\?xml [^<>]*\?|\/?(?:testsuites|testsuite|properties|property|testcase|failure|error|skipped)(?: [a-z]+="[^"<]*")*\/?)>/g;
  const rest = report.replace(tags, '').replace(/&(?:amp|lt|gt|quot|#\d+);/g, '');
  const live = /[<&]/.exec(rest);
  return live === null ? [] : [`markup: ${JSON.stringify(around(rest, live.index))}`];
}

/** Each line is one command of the report's own, but for the verdict at the end. */
function liveCommands(report: string): string[] {
  const lines = report.trimEnd().split('\n');
  const verdict = lines.pop() ?? '';
  const strange = lines.find((line) => !/^::(?:error|warning|notice) title=[^:,]*::/.test(line));
  return [
    ...(strange === undefined
      ? []
      : [`a line of its own: ${JSON.stringify(strange.slice(0, 120))}`]),
    ...(/^(?:PASSED|FAILED|INCOMPLETE) {2}/.test(verdict) ? [] : ['no verdict at the end']),
  ];
}

function around(text: string, index: number): string {
  return text.slice(Math.max(0, index - 30), index + 30);
}
