/** Searches the corpus by words, by kind, by topic and by the steps that cases cite. */
import { useMemo, useState } from 'preact/hooks';
import type { CorpusList, Kind, ListedCase } from '../../data/corpus.ts';
import { CaseLink, Chip, counted } from '../elements.tsx';
import { useParams } from '../params.ts';

const kinds: Readonly<Record<Kind, { readonly one: string; readonly many: string }>> = {
  exchanges: { one: 'exchange', many: 'Exchanges: whole fetches, for clients' },
  vectors: { one: 'vector', many: 'Vectors: one input of one algorithm' },
  servers: { one: 'server case', many: 'Server cases: requests, for servers' },
  requirements: { one: 'requirement', many: 'Requirements: what servers have to do' },
};
const portion = 60;

export function CorpusSearch({ list, params }: { list: CorpusList; params: URLSearchParams }) {
  const defaults = { q: '', kind: '', group: '', step: '' };
  const [chosen, choose] = useParams('corpus', params, defaults);
  const [limit, setLimit] = useState(portion);
  const found = useMemo(() => searched(list, chosen), [list, chosen]);
  const groups = useMemo(() => groupsOf(list, chosen.kind), [list, chosen.kind]);
  const change = (changes: Partial<typeof defaults>) => {
    setLimit(portion);
    choose(changes);
  };
  return (
    <>
      <p class="lead">
        Everything that is tested: {numberOf(list, 'exchanges')} exchanges,{' '}
        {numberOf(list, 'vectors')} vectors, {numberOf(list, 'servers')} server cases and{' '}
        {numberOf(list, 'requirements')} requirements. Expectations are written by hand from the
        standard.
      </p>
      <search>
        <form class="filters" onSubmit={(event) => event.preventDefault()}>
          <label class="grow">
            Words
            <input
              type="search"
              value={chosen.q}
              placeholder="wildcard credentials"
              onInput={(event) => change({ q: event.currentTarget.value })}
            />
          </label>
          <label>
            Kind
            <select
              value={chosen.kind}
              onChange={(event) => change({ kind: event.currentTarget.value, group: '' })}
            >
              <option value="">All kinds</option>
              {Object.entries(kinds).map(([kind, { many }]) => (
                <option key={kind} value={kind}>
                  {many}
                </option>
              ))}
            </select>
          </label>
          {groups.length > 1 && (
            <label>
              {chosen.kind === 'exchanges' ? 'Topic' : 'Algorithm'}
              <select
                value={chosen.group}
                onChange={(event) => change({ group: event.currentTarget.value })}
              >
                <option value="">All</option>
                {groups.map((group) => (
                  <option key={group} value={group}>
                    {group}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label>
            Step
            <input
              value={chosen.step}
              list="steps"
              placeholder="cors-check/4"
              spellcheck={false}
              onInput={(event) => change({ step: event.currentTarget.value.trim() })}
            />
            <datalist id="steps">
              {list.steps.map((step) => (
                <option key={step} value={step} />
              ))}
            </datalist>
          </label>
          <p role="status">{counted(found.length, 'result')}</p>
        </form>
      </search>
      {found.length === 0 && (
        <p class="empty">Nothing matches. Try fewer words, or another kind.</p>
      )}
      <ul class="entries results">
        {found.slice(0, limit).map(([ref, why]) => (
          <li key={ref}>
            <p class="result-head">
              <CaseLink place={ref} /> <Chip>{kinds[kindOf(ref)].one}</Chip>{' '}
              <span class="quiet">{groupOf(ref)}</span>
            </p>
            <p>{why}</p>
          </li>
        ))}
      </ul>
      {found.length > limit && (
        <p>
          <button type="button" class="button" onClick={() => setLimit(limit + portion * 4)}>
            Show more of the {found.length}
          </button>
        </p>
      )}
    </>
  );
}

function searched(
  { steps, cases }: CorpusList,
  { q, kind, group, step }: { q: string; kind: string; group: string; step: string },
): readonly ListedCase[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  // `cors-check` stands for all of its steps, and a step for its substeps.
  const wanted = new Set(
    steps.flatMap((each, place) =>
      each === step || each.startsWith(`${step}/`) || each.startsWith(`${step}.`) ? [place] : [],
    ),
  );
  return cases.filter(([ref, why, cited]) => {
    if (kind !== '' && kindOf(ref) !== kind) return false;
    if (group !== '' && groupOf(ref) !== group) return false;
    if (step !== '' && !cited.some((place) => wanted.has(place))) return false;
    const text = `${ref} ${why}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function kindOf(ref: string): Kind {
  return ref.slice(0, ref.indexOf('/')) as Kind;
}

/** The topic or the algorithm; empty for cases that have neither. */
function groupOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1, Math.max(ref.indexOf('/') + 1, ref.lastIndexOf('/')));
}

function groupsOf({ cases }: CorpusList, kind: string): string[] {
  if (kind === '') return [];
  const own = cases.filter(([ref]) => kindOf(ref) === kind);
  return [...new Set(own.map(([ref]) => groupOf(ref)).filter((group) => group !== ''))];
}

function numberOf({ cases }: CorpusList, kind: Kind): number {
  return cases.filter(([ref]) => kindOf(ref) === kind).length;
}
