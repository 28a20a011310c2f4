/** The field into which people paste what they have: a message, a curl line, or a recording. */
import { useState } from 'preact/hooks';
import { exitCodeOf } from '../../../explain/explained.ts';
import { Chip, counted } from '../elements.tsx';
import { Field } from '../field.tsx';
import { type Pasted, readPasted } from './pasted.ts';
import type { Question } from './question.ts';

interface Props {
  /** What the form has as the origin of the page: a curl line may not say it. */
  page: string;
  onQuestion: (question: Question) => void;
}

export function Paste({ page, onQuestion }: Props) {
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const read = async (text: string) => {
    const found = text.trim() === '' ? null : await readPasted(text, page);
    setPasted(found);
    if (found?.kind === 'curl' || found?.kind === 'message') onQuestion(found.question);
    const [first] = found?.kind === 'recording' ? found.fetches : [];
    if (first !== undefined) onQuestion(first.question);
  };
  return (
    <section class="paste" aria-label="Paste">
      <Field
        label="Paste what the console says, a curl line, or a HAR"
        hint="The network panel of the developer tools has “Copy as cURL” and “Save all as HAR”. Or fill in the form below."
        mistake={pasted?.kind === 'mistake' ? `This cannot be read: ${pasted.what}.` : undefined}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            rows={3}
            spellcheck={false}
            placeholder="Access to fetch at 'https://api.example/' from origin 'https://app.example' has been blocked by CORS policy: …"
            onInput={(event) => read(event.currentTarget.value)}
          />
        )}
      </Field>
      <label class="file-field">
        Or open a HAR file:{' '}
        <input
          type="file"
          accept=".har,application/json"
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) read(await file.text());
          }}
        />
      </label>
      {pasted?.kind === 'curl' && <Notes notes={pasted.notes} />}
      {pasted?.kind === 'recording' && <Recording pasted={pasted} onQuestion={onQuestion} />}
    </section>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <div role="status">
      <p>The form below is filled in. Add the responses, to see who stops the fetch.</p>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}

interface RecordingProps {
  pasted: Extract<Pasted, { kind: 'recording' }>;
  onQuestion: (question: Question) => void;
}

function Recording({ pasted: { about, fetches }, onQuestion }: RecordingProps) {
  const [chosen, choose] = useState(0);
  return (
    <div>
      <p role="status">
        {about}. {counted(fetches.length, 'CORS fetch').replace(/fetchs$/, 'fetches')} of pages. The
        values of secret headers are left out.
      </p>
      {fetches.length > 0 && (
        <ul class="recorded">
          {fetches.map(({ question, explained }, place) => (
            <li key={explained.entry}>
              <button
                type="button"
                class="recorded-fetch"
                aria-pressed={place === chosen}
                onClick={() => {
                  choose(place);
                  onQuestion(question);
                }}
              >
                <VerdictChip code={exitCodeOf(explained.story)} /> {question.method} {question.url}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ul>
        {fetches[chosen]?.explained.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}

const chips = [
  ['good', 'shared'],
  ['bad', 'blocked'],
  ['plain', 'not known'],
] as const;

function VerdictChip({ code }: { code: 0 | 1 | 2 }) {
  const [tone, words] = chips[code];
  return <Chip tone={tone}>{words}</Chip>;
}
