/** What the pages of all kinds of cases have in common. */
import type { ComponentChildren } from 'preact';
import { Out, StepLink } from '../elements.tsx';
import type { Crumb } from '../page.ts';
import { hrefOf } from '../route.ts';

/** The way to a case. */
export function crumbsTo(kind: string, label: string, group?: string): Crumb[] {
  return [
    { label: 'Corpus', href: hrefOf('corpus') },
    { label, href: hrefOf('corpus', { kind }) },
    ...(group === undefined ? [] : [{ label: group, href: hrefOf('corpus', { kind, group }) }]),
  ];
}

export function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <>
      {steps.map((step, place) => (
        <span key={step}>
          {place > 0 && ', '}
          <StepLink step={step} />
        </span>
      ))}
    </>
  );
}

/** A public issue, or that all engines differ and no issue is known. */
export function AtRisk({ atRisk }: { atRisk: string }) {
  return atRisk.startsWith('https:') ? (
    <Out href={atRisk}>{atRisk.replace('https://', '')}</Out>
  ) : (
    <>all three engines differ in the same way; no public issue is known</>
  );
}

/** A value as JSON, with what fits on a line on one. */
export function JSONText({ value }: { value: unknown }): ComponentChildren {
  return written(value, '');
}

function written(value: unknown, indent: string): string {
  const line = JSON.stringify(value) ?? 'null';
  if (typeof value !== 'object' || value === null) return line;
  const spaced = line.replace(/("(?:[^"\\]|\\.)*")|([,:])/g, (_, text, mark) => text ?? `${mark} `);
  if (spaced.length + indent.length <= 76) return spaced;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((member) => inner + written(member, inner))
    : Object.entries(value).map(
        ([name, member]) => `${inner}${JSON.stringify(name)}: ${written(member, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${members.join(',\n')}\n${indent}${close}`;
}
