/** The form: a fetch, and the responses that the browser needs for it. */
import { SelectField, TextField } from '../field.tsx';
import {
  credentialsModes,
  emptyQuestion,
  modes,
  type Question,
  redirectModes,
} from './question.ts';
import { keyOf, type Run, type Slot } from './run.ts';

interface Props {
  question: Question;
  result: Run;
  onChange: (question: Question) => void;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

const credentialsWords = {
  'same-origin': 'same-origin (default)',
  include: 'include (cookies)',
  omit: 'omit',
};

export function Form({ question, result, onChange }: Props) {
  const change = (changes: Partial<Question>) => onChange({ ...question, ...changes });
  const { mistakes } = result;
  return (
    <form class="question" aria-label="The fetch" onSubmit={(event) => event.preventDefault()}>
      <TextField
        label="Origin of the page"
        placeholder="https://app.example"
        value={question.page}
        mistake={mistakes.page}
        onInput={(page) => change({ page })}
      />
      <TextField
        label="URL that it fetches"
        placeholder="https://api.example/items"
        value={question.url}
        mistake={mistakes.url}
        onInput={(url) => change({ url })}
      />
      <div class="row">
        <TextField
          label="Method"
          list="methods"
          value={question.method}
          onInput={(method) => change({ method })}
        />
        <SelectField
          label="Credentials"
          value={question.credentials}
          options={credentialsModes.map((mode) => [mode, credentialsWords[mode]])}
          onChange={(mode) => change({ credentials: mode as Question['credentials'] })}
        />
      </div>
      <datalist id="methods">
        {methods.map((method) => (
          <option key={method} value={method} />
        ))}
      </datalist>
      <TextField
        label="Request headers that the page sets"
        hint="One on each line. Leave out what the browser adds itself, such as User-Agent."
        rows={2}
        placeholder="Content-Type: application/json"
        value={question.headers}
        mistake={mistakes.headers}
        onInput={(headers) => change({ headers })}
      />
      <MoreOptions question={question} change={change} />
      {entriesOf(question, result.slots).map((entry) => (
        <ResponseField
          key={keyOf(entry)}
          entry={entry}
          isAsked={result.fetch !== null}
          mistake={result.unread.get(keyOf(entry))}
          question={question}
          change={change}
        />
      ))}
      <p>
        <button type="button" class="button" onClick={() => onChange(emptyQuestion)}>
          Clear
        </button>
      </p>
    </form>
  );
}

interface ChangeProps {
  question: Question;
  change: (changes: Partial<Question>) => void;
}

function MoreOptions({ question, change }: ChangeProps) {
  const { mode, redirect, hasBody, isUpload } = question;
  return (
    <details open={mode !== 'cors' || redirect !== 'follow' || hasBody || isUpload}>
      <summary>More options</summary>
      <div class="row">
        <SelectField
          label="Mode"
          value={mode}
          options={modes.map((each) => [each, each])}
          onChange={(chosen) => change({ mode: chosen as Question['mode'] })}
        />
        <SelectField
          label="Redirects"
          value={redirect}
          options={redirectModes.map((each) => [each, each])}
          onChange={(chosen) => change({ redirect: chosen as Question['redirect'] })}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={hasBody}
          onChange={(event) => change({ hasBody: event.currentTarget.checked })}
        />{' '}
        It has a body
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={isUpload}
          onChange={(event) => change({ isUpload: event.currentTarget.checked })}
        />{' '}
        It is a stream, or has an upload listener
      </label>
    </details>
  );
}

/** A response that can be entered: one that the browser needs, or one that was entered before. */
interface Entry extends Pick<Slot, 'of' | 'index'> {
  /** Null if the browser does not ask for it. */
  readonly exchange: Slot['exchange'] | null;
}

interface ResponseProps extends ChangeProps {
  entry: Entry;
  /** Whether the fetch is known. */
  isAsked: boolean;
  mistake: string | undefined;
}

function ResponseField({ entry, isAsked, mistake, question, change }: ResponseProps) {
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

/** What the browser asks for, the response to the request itself, and what was entered and is not needed. */
function entriesOf({ preflights, responses }: Question, slots: readonly Slot[]): Entry[] {
  const entries: Entry[] = [...slots];
  const add = (of: Slot['of'], index: number) => {
    if (entries.some((entry) => entry.of === of && entry.index === index)) return;
    entries.push({ of, index, exchange: null });
  };
  preflights.forEach((text, index) => {
    if (text !== '') add('preflight', index);
  });
  add('request', 0);
  responses.forEach((text, index) => {
    if (text !== '') add('request', index);
  });
  return entries;
}
