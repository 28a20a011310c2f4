/** Whether a report is only text: nothing that a target sent steers a terminal or becomes markup. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

export type Format = 'text' | 'json' | 'html' | 'markdown' | 'junit';

/** @returns what is alive in a report */
export function liveParts(format: Format, report: string): string[] {
  const control =
    /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u.exec(report);
  const controls =
    control === null
      ? []
      : [`a control character: ${JSON.stringify(around(report, control.index))}`];
  const command = /##\w*\[|^\s*::/m.exec(report);
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
};

const elements =
  /^(html|head|body|meta|title|style|h1|h2|p|a|code|pre|small|section|strong|details|summary|br)$/;
const attributes = /^(lang|charset|name|content|http-equiv|href|class|open)$/;

function liveHTML(report: string): string[] {
  const found: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node) => {
    if ('tagName' in node) {
      if (!elements.test(node.tagName)) found.push(`an element <${node.tagName}>`);
      for (const { name, value } of node.attrs) {
        if (!attributes.test(name)) found.push(`an attribute ${name}`);
        if (name === 'href' && !value.startsWith('https://')) found.push(`a link to ${value}`);
      }
    }
    if (node.nodeName === '#comment') found.push('a comment');
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(report));
  return found;
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
    /<(?:\?xml [^<>]*\?|\/?(?:testsuites|testsuite|testcase|failure|error|skipped)(?: [a-z]+="[^"<]*")*\/?)>/g;
  const rest = report.replace(tags, '').replace(/&(?:amp|lt|gt|quot|#\d+);/g, '');
  const live = /[<&]/.exec(rest);
  return live === null ? [] : [`markup: ${JSON.stringify(around(rest, live.index))}`];
}

function around(text: string, index: number): string {
  return text.slice(Math.max(0, index - 30), index + 30);
}
