/** Small parts that several pages are made of. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { hrefOf } from './route.ts';
import { Scrolled, ScrolledText } from './scrolled.tsx';

export function NotFound() {
  return (
    <p>
      There is nothing at this address. <a href={hrefOf('corpus')}>Search the corpus</a>, or start
      at <a href={hrefOf('')}>the first page</a>.
    </p>
  );
}

/** A link out of the site. */
export function Out({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} rel="noreferrer">
      {children}
    </a>
  );
}

/** A step of the standard, such as `cors-check/4`. */
export function StepLink({ step }: { step: string }) {
  return (
    <a class="id" href={hrefOf(`standard/${step}`)}>
      {step}
    </a>
  );
}

/** A case or a requirement, by its place in the corpus. */
export function CaseLink({ place, children }: { place: string; children?: ComponentChildren }) {
  return (
    <a class="id" href={hrefOf(`corpus/${place}`)}>
      {children ?? place.slice(place.lastIndexOf('/') + 1)}
    </a>
  );
}

export type Tone = 'good' | 'bad' | 'warn' | 'plain';

/** One word that classifies something. Its colour only repeats what it says. */
export function Chip({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`chip chip-${tone}`}>{children}</span>;
}

const levelTones = { must: 'bad', should: 'warn', info: 'plain' } as const;

export function LevelChip({ level }: { level: keyof typeof levelTones }) {
  return <Chip tone={levelTones[level]}>{level}</Chip>;
}

/** Text as it is, scrolled if it is wide. The label names it for readers of the screen. */
export function Code({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ScrolledText class="code" label={label}>
      <code>{children}</code>
    </ScrolledText>
  );
}

/** A table that is scrolled if it is wide. */
export function WideTable({
  label,
  isDense = false,
  children,
}: {
  label: string;
  isDense?: boolean;
  children: ComponentChildren;
}) {
  return (
    <Scrolled class={isDense ? 'table-frame dense' : 'table-frame'} label={label}>
      <table>{children}</table>
    </Scrolled>
  );
}

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('failed');
    }
    setTimeout(() => setState('idle'), 3000);
  };
  const words = { idle: `Copy ${what}`, copied: 'Copied', failed: 'Select the text to copy it' };
  return (
    <button type="button" class="button" onClick={copy}>
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}

/** A number and its noun: `1 case`, `2 cases`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
