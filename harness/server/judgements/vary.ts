/** Judgements over what caches are told. */
import { getDecodeAndSplitHeader, getHeader, type HeaderList } from '../../../reference/index.ts';
import { isPreflight, type Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { undecided } from './words.ts';

/** If the responses of a resource differ in what they share, each that can be stored says why. */
export function judgeVary(transcripts: readonly Transcript[]): Judgement {
  const expected = 'Vary: Origin on every response of a resource, where they differ by Origin';
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  for (const url of new Set(exchanges.map(({ request }) => request.url.href))) {
    const ofResource = exchanges.filter(({ request }) => request.url.href === url);
    const answers = ofResource.map(({ response }) => sharedPart(response?.headers ?? []));
    const silent = ofResource.filter(({ response }) => {
      const headers = response?.headers ?? [];
      return isStorable(headers) && !variesBy(headers, 'origin');
    });
    if (new Set(answers).size > 1 && silent.length > 0) {
      // Those that lack it come last, where the reader is told how to send them again.
      const told = ofResource.filter((exchange) => !silent.includes(exchange));
      const message = `${silent.length} of ${ofResource.length} responses lack it`;
      return { ...undecided([...told, ...silent]), verdict: 'fail', expected, message };
    }
  }
  const message = 'it is there, or they do not differ';
  return { ...undecided(exchanges), verdict: 'pass', expected, message };
}

/** The Vary of the application is still there. */
export function judgeVaryKept(transcripts: readonly Transcript[]): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const lost = exchanges.filter(
    ({ response }) =>
      getHeader(response?.headers ?? [], 'X-Reached') === 'app' &&
      !variesBy(response?.headers ?? [], 'accept-language'),
  );
  return {
    ...undecided(lost.length > 0 ? lost : exchanges),
    verdict: lost.length > 0 ? 'fail' : 'pass',
    expected: 'Accept-Language in Vary, where the application has put it',
    message: lost.length > 0 ? `${lost.length} of ${exchanges.length} responses lost it` : 'it is',
  };
}

/** If the responses share the same with everyone, none of them says that it depends on Origin. */
export function judgeVaryUnneeded(transcripts: readonly Transcript[]): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const answers = new Set(exchanges.map(({ response }) => sharedPart(response?.headers ?? [])));
  const varying = exchanges.filter(({ response }) => variesBy(response?.headers ?? [], 'origin'));
  const isPublic = transcripts.every(({ fetch }) => fetch.intent.allowed);
  const failed = isPublic && answers.size === 1 && varying.length > 0;
  return {
    ...undecided(failed ? varying : exchanges),
    verdict: failed ? 'fail' : 'pass',
    expected: 'no Origin in Vary, since the answer is the same for everyone',
    message: failed ? 'it is there' : 'it is not, or the answers differ',
  };
}

export function judgeVaryOnPreflight(transcripts: readonly Transcript[]): Judgement {
  const preflights = transcripts.flatMap(({ outcome }) =>
    outcome.exchanges.filter(({ request }) => isPreflight(request)),
  );
  const answers = new Set(preflights.map(({ response }) => sharedPart(response?.headers ?? [])));
  const silent = preflights.filter(({ response }) => !variesBy(response?.headers ?? [], 'origin'));
  const failed = answers.size > 1 && silent.length > 0;
  return {
    ...undecided(failed ? silent : preflights),
    verdict: failed ? 'fail' : 'pass',
    expected: 'Vary: Origin on preflights, since they differ by Origin',
    message: failed
      ? `${silent.length} of ${preflights.length} lack it`
      : 'it is there, or they do not',
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

function variesBy(headers: HeaderList, wanted: string): boolean {
  const names = getDecodeAndSplitHeader(headers, 'Vary') ?? [];
  return names.some((name) => name === '*' || name.toLowerCase() === wanted);
}
