/** The form: a fetch, and the responses that the browser needs for it. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import {
  credentialsModes,
  emptyQuestion,
  modes,
  type Question,
  redirectModes,
} from './question.ts';
import type { Run, Slot } from './run.ts';

interface Props {
  question: Question;
  result: Run;
  onChange: (question: Question) => void;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

const credentialsWords = {
  'same-origin': 'same-origin (the default: none to other origins)',
  include: 'include (cookies, or withCredentials)',
  omit: 'omit',
};

export function Form({ question, result, onChange }: Props) {
  const change = (changes: Partial<Question>) => onChange({ ...question, ...changes });
  const { mistakes } = result;
  return (
    <form class="question" aria-label="The fetch" onSubmit={(event) => event.preventDefault()}>
      <Field label="Origin of the page" mistake={mistakes.page}>
        {(field) => (
          <input
            {...field}
            value={question.page}
            placeholder="https://app.example"
            inputMode="url"
            spellcheck={false}
            autocomplete="off"
            onInput={(event) => change({ page: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label="URL that it fetches" mistake={mistakes.url}>
        {(field) => (
          <input
            {...field}
            value={question.url}
            placeholder="https://api.example/items"
            inputMode="url"
            spellcheck={false}
            autocomplete="off"
            onInput={(event) => change({ url: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="row">
        <Field label="Method">
          {(field) => (
            <>
              <input
                {...field}
                value={question.method}
                list="methods"
                size={8}
                spellcheck={false}
                autocomplete="off"
                onInput={(event) => change({ method: event.currentTarget.value })}
              />
              <datalist id="methods">
                {methods.map((method) => (
                  <option key={method} value={method} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label="Credentials">
          {(field) => (
            <select
              {...field}
              value={question.credentials}
              onChange={(event) =>
                change({ credentials: event.currentTarget.value as Question['credentials'] })
              }
            >
              {credentialsModes.map((mode) => (
                <option key={mode} value={mode}>
                  {credentialsWords[mode]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field
        label="Request headers that the page sets"
        hint="One on each line. Leave out what the browser adds itself, such as User-Agent."
        mistake={mistakes.headers}
      >
        {(field) => (
          <textarea
            {...field}
            rows={2}
            value={question.headers}
            placeholder="Content-Type: application/json"
            spellcheck={false}
            onInput={(event) => change({ headers: event.currentTarget.value })}
          />
        )}
      </Field>
      <MoreOptions question={question} change={change} />
      {slotsOf(question, result.slots).map((slot) => (
        <ResponseField
          key={`${slot.of} ${slot.index}`}
          slot={slot}
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
  const { mode, redirect, hasBody } = question;
  return (
    <details open={mode !== 'cors' || redirect !== 'follow' || hasBody}>
      <summary>More options</summary>
      <div class="row">
        <Field label="Mode">
          {(field) => (
            <select
              {...field}
              value={mode}
              onChange={(event) => change({ mode: event.currentTarget.value as Question['mode'] })}
            >
              {modes.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Redirects">
          {(field) => (
            <select
              {...field}
              value={redirect}
              onChange={(event) =>
                change({ redirect: event.currentTarget.value as Question['redirect'] })
              }
            >
              {redirectModes.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          )}
        </Field>
        <label class="check">
          <input
            type="checkbox"
            checked={hasBody}
            onChange={(event) => change({ hasBody: event.currentTarget.checked })}
          />{' '}
          It has a body
        </label>
      </div>
    </details>
  );
}

/** A response that can be entered: one that the browser needs, or one that was entered before. */
interface EnteredSlot extends Pick<Slot, 'of' | 'index' | 'mistake'> {
  /** Null if the browser does not ask for it. */
  readonly asked: Slot | null;
}

function ResponseField({ slot, question, change }: { slot: EnteredSlot } & ChangeProps) {
  const { of, index, asked, mistake } = slot;
  const name = of === 'preflight' ? 'preflights' : 'responses';
  const texts = question[name];
  const after = index === 0 ? '' : `, after ${index === 1 ? 'the redirect' : `${index} redirects`}`;
  const hint =
    asked === null
      ? 'The browser does not get as far as this.'
      : `${asked.request.method} ${asked.request.url.href}`;
  const set = (text: string) => {
    const changed = Array.from({ length: Math.max(texts.length, index + 1) }, (_, place) =>
      place === index ? text : (texts[place] ?? ''),
    );
    change({ [name]: changed });
  };
  return (
    <Field
      label={`Response to the ${of === 'preflight' ? 'preflight' : 'request'}${after}`}
      hint={hint}
      mistake={mistake ?? undefined}
    >
      {(field) => (
        <textarea
          {...field}
          rows={6}
          value={texts[index] ?? ''}
          placeholder={of === 'preflight' ? preflightExample : responseExample}
          spellcheck={false}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

const preflightExample = `204 No Content
Access-Control-Allow-Origin: https://app.example
Access-Control-Allow-Methods: PUT`;
const responseExample = `200 OK
Access-Control-Allow-Origin: https://app.example
Content-Type: application/json`;

/** What the browser asks for, the response to the request itself, and what was entered and is not needed. */
function slotsOf({ preflights, responses }: Question, asked: readonly Slot[]): EnteredSlot[] {
  const slots: EnteredSlot[] = asked.map((slot) => ({ ...slot, asked: slot }));
  const isMissing = (of: Slot['of'], index: number) =>
    !slots.some((slot) => slot.of === of && slot.index === index);
  const add = (of: Slot['of'], index: number) => {
    if (isMissing(of, index)) slots.push({ of, index, mistake: null, asked: null });
  };
  preflights.forEach((text, index) => {
    if (text !== '') add('preflight', index);
  });
  add('request', 0);
  responses.forEach((text, index) => {
    if (text !== '') add('request', index);
  });
  return slots;
}

interface FieldProps {
  label: string;
  hint?: string;
  mistake?: string | undefined;
  children: (field: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ComponentChildren;
}

/** A field with its label, a hint, and what is wrong with what was entered. */
function Field({ label, hint, mistake, children }: FieldProps) {
  const id = useId();
  const descriptions = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(mistake === undefined ? [] : [`${id}-mistake`]),
  ];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': descriptions.length === 0 ? undefined : descriptions.join(' '),
        'aria-invalid': mistake !== undefined,
      })}
      {mistake !== undefined && (
        <p class="mistake" id={`${id}-mistake`}>
          {mistake}
        </p>
      )}
    </div>
  );
}
