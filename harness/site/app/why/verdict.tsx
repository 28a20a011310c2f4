/** How it ended, in one line. */
import type { ComponentChildren } from 'preact';

export type VerdictTone = 'good' | 'bad' | 'plain';

const marks = { good: '✓', bad: '✗', plain: null };

interface Props {
  tone: VerdictTone;
  words: string;
  children?: ComponentChildren;
}

export function VerdictView({ tone, words, children }: Props) {
  return (
    <div class={`verdict verdict-${tone}`}>
      <p class="verdict-words">
        {marks[tone] !== null && (
          <span aria-hidden="true" class="verdict-mark">
            {marks[tone]}{' '}
          </span>
        )}
        {words}
      </p>
      {children !== undefined && <p class="verdict-message">{children}</p>}
    </div>
  );
}
