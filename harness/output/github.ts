/** Annotations of GitHub Actions: workflow commands, a line for each. */
import { printable } from './terminal.ts';

export interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** GitHub shows no more of each kind in one step. */
const mostOfKind = 10;

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export function annotationLines(annotations: readonly Annotation[]): string[] {
  return (['error', 'warning', 'notice'] as const).flatMap((kind) => {
    const alike = annotations.filter((each) => each.kind === kind);
    const shown = alike.slice(0, mostOfKind);
    const rest = alike.length - shown.length;
    return shown.map(({ title, message }, index) => {
      const more =
        rest > 0 && index === shown.length - 1
          ? `\nThere are ${rest} more, which GitHub does not show.`
          : '';
      return `::${kind} title=${property(shortened(title, 200))}::${data(shortened(message, 4000) + more)}`;
    });
  });
}

/** GitHub cuts what is long, and would cut what is said at its end. */
function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** A line end would end the command, and what follows could be another one. */
function data(text: string): string {
  const lines = text.split('\n').map(printable).join('\n');
  return lines.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
