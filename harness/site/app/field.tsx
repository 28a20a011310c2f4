/** A field of a form: its label, a hint, and what is wrong with what was entered. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

interface Props {
  label: string;
  hint?: string;
  mistake?: string | undefined;
  children: (attributes: FieldAttributes) => ComponentChildren;
}

export function Field({ label, hint, mistake, children }: Props) {
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

interface TextProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  mistake?: string | undefined;
  placeholder?: string;
  /** The id of a list of suggestions. */
  list?: string;
  /** Of a field with several lines. */
  rows?: number;
}

/** A field for text that means itself: addresses, names and header lines. */
export function TextField({ label, value, onInput, hint, mistake, rows, ...rest }: TextProps) {
  const about = { ...(hint === undefined ? {} : { hint }), mistake };
  const common = { value, spellcheck: false, autocomplete: 'off' as const, ...rest };
  return (
    <Field label={label} {...about}>
      {(attributes) =>
        rows === undefined ? (
          <input
            type="text"
            {...attributes}
            {...common}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        ) : (
          <textarea
            {...attributes}
            {...common}
            rows={rows}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

interface SelectProps {
  label: string;
  value: string;
  /** Values and their words. */
  options: readonly (readonly [value: string, words: string])[];
  onChange: (value: string) => void;
}

export function SelectField({ label, value, options, onChange }: SelectProps) {
  return (
    <Field label={label}>
      {(attributes) => (
        <select
          {...attributes}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
