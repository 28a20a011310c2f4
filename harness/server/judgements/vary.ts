/** The judgement over what caches are told. */
import { getDecodeAndSplitHeader, getHeader, type HeaderList } from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { undecided } from './words.ts';

/** If the responses differ in what they share, each of them that can be stored has to say why. */
export function judgeVary(transcripts: readonly Transcript[]): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const answers = exchanges.map(({ response }) => sharedPart(response?.headers ?? []));
  const differ = new Set(answers).size > 1;
  const silent = exchanges.filter(
    ({ response }) =>
      isStorable(response?.headers ?? []) && !variesByOrigin(response?.headers ?? []),
  );
  return {
    // Those that lack it come last, where the reader is told how to send them again.
    ...undecided([...exchanges.filter((exchange) => !silent.includes(exchange)), ...silent]),
    verdict: differ && silent.length > 0 ? 'fail' : 'pass',
    expected: 'Vary: Origin on every response, since they differ by Origin',
    message: differ
      ? `${silent.length} of ${exchanges.length} responses lack it`
      : 'they do not differ',
  };
}

/** What of a response a cache must not hand to another origin. */
function sharedPart(headers: HeaderList): string {
  const names = ['Allow-Origin', 'Allow-Credentials', 'Expose-Headers'];
  return JSON.stringify(names.map((name) => getHeader(headers, `Access-Control-${name}`)));
}

function isStorable(headers: HeaderList): boolean {
  const directives = getDecodeAndSplitHeader(headers, 'Cache-Control') ?? [];
  return !directives.some((directive) => directive.toLowerCase() === 'no-store');
}

function variesByOrigin(headers: HeaderList): boolean {
  const names = getDecodeAndSplitHeader(headers, 'Vary') ?? [];
  return names.some((name) => name === '*' || name.toLowerCase() === 'origin');
}
