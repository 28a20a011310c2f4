/** The form: a fetch, and the responses that the browser needs for it. */
import { SelectField, TextField } from '../field.tsx';
import {
  credentialsModes,
  emptyQuestion,
  modes,
  type Question,
  redirectModes,
} from './question.ts';
import { type ChangeProps, type Entry, ResponseField } from './response-field.tsx';
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
