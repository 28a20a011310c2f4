/** Differences as sentences for people. */
import type { Difference, Value } from '../../deviations/difference.ts';
import type { CaseResult } from '../run-corpus.ts';

/** What is to be said of a result: how it differs, why it was skipped, or what broke. */
export function detailsOf({
  differences,
  reason,
}: Pick<CaseResult, 'differences' | 'reason'>): string[] {
  return reason === null ? differences.map(sentenceOf) : [reason];
}

/** One sentence, without a full stop. The names are those of `differences.ts`. */
export function sentenceOf(difference: Difference): string {
  const { fetch } = difference;
  return `${fetch === undefined ? '' : `fetch ${fetch}: `}${sentence(difference)}`;
}

function sentence({ on, name, found, expected }: Difference): string {
  switch (`${on} ${name}`) {
    case 'page outcome':
      return found === 'unsettled'
        ? `the fetch did not end; expected ${outcome(expected)}`
        : `the page got ${outcome(found)} instead of ${outcome(expected)}`;
    case 'page exposed':
      return `the page cannot read the header ${expected}`;
    case 'page hidden':
      return `the page can read the header ${found}, which must be hidden`;
    case 'page body':
      if (found === null) return `the page could not read the body, which is ${shown(expected)}`;
      break;
    case 'page readable':
      return found
        ? 'the page can read what was loaded, which must be hidden'
        : 'the page cannot read what was loaded';
    case 'wire sent':
      return `sent: ${requests(found)}; expected: ${requests(expected)}`;
    case 'wire unanswered':
      return `${found} was sent, and no rule of the case answers it`;
  }
  return on === 'page'
    ? `the page got ${name} ${shown(found)} instead of ${shown(expected)}`
    : `${on}: ${name} is ${shown(found)} instead of ${shown(expected)}`;
}

function outcome(type: Value): string {
  if (type === 'error') return 'an error';
  if (type === 'shared' || type === 'loaded') return 'a response';
  return `${/^[aeiou]/.test(String(type)) ? 'an' : 'a'} ${type} response`;
}

function requests(names: Value): string {
  return Array.isArray(names) && names.length > 0 ? names.join(', ') : 'nothing';
}

function shown(value: Value): string {
  return value === null ? 'absent' : JSON.stringify(value);
}
