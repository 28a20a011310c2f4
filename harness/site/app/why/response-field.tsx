/** A field for one response. */
import { TextField } from '../field.tsx';
import type { Question } from './question.ts';
import type { Slot } from './run.ts';

export interface ChangeProps {
  question: Question;
  change: (changes: Partial<Question>) => void;
}

/** A response that can be entered: one that the browser needs, or one that was entered before. */
export interface Entry extends Pick<Slot, 'of' | 'index'> {
  /** Null if the browser does not ask for it. */
  readonly exchange: Slot['exchange'] | null;
}

interface Props extends ChangeProps {
  entry: Entry;
  /** Whether the fetch is known. */
  isAsked: boolean;
  mistake: string | undefined;
}

export function ResponseField({ entry, isAsked, mistake, question, change }: Props) {
  const { of, index, exchange } = entry;
  const name = of === 'preflight' ? 'preflights' : 'responses';
  const texts = question[name];
  const after = index === 0 ? '' : `, after ${index === 1 ? 'the redirect' : `${index} redirects`}`;
  const set = (text: string) => {
    const changed = Array.from({ length: Math.max(texts.length, index + 1) }, (_, place) =>
      place === index ? text : (texts[place] ?? ''),
    );
    change({ [name]: changed });
  };
  return (
    <TextField
      label={`Response to the ${of}${after}`}
      {...(isAsked ? { hint: hintFor(exchange) } : {})}
      rows={6}
      placeholder={of === 'preflight' ? preflightExample : responseExample}
      value={texts[index] ?? ''}
      mistake={mistake}
      onInput={set}
    />
  );
}

function hintFor(exchange: Entry['exchange']): string {
  if (exchange === null) return 'The browser does not ask for this, as far as is known.';
  const { method, url, isBeyond } = exchange;
  return isBeyond
    ? `${method} ${url}, which the browser does not send. With it, this finds what else is in the way.`
    : `${method} ${url}`;
}

const preflightExample = `204 No Content
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Methods: PUT`;
const responseExample = `200 OK
Access-Control-Allow-Origin: https://app.example
Content-Type: application/json`;
