/** One set-up under one policy: what the suite finds in the middleware, and in a mutant of it. */
import type { PlannedCase } from '../../../conformance/servers/index.ts';
import type { Network, NetworkRequest, NetworkResponse } from '../../../reference/index.ts';
import { areSame } from '../../deviations/difference.ts';
import { messageOf } from '../../output/message-of.ts';
import type { Run } from '../../server/prepared-run.ts';
import type { Result } from '../../server/result.ts';
import { runCase } from '../../server/run.ts';

/** What a middleware answers to a request; middlewares keep no state from one to the next. */
type Answer = NetworkResponse | { readonly error: unknown };

interface Question {
  readonly request: NetworkRequest;
  readonly answer: Promise<Answer>;
}

/** What has to be the same for the suite to see no difference, at whatever level. */
export type Finding = Pick<Result, 'verdict' | 'differences'>;

/** What the suite asked of the middleware itself, and what it found. */
export interface Baseline {
  readonly questions: ReadonlyMap<string, Question>;
  readonly findings: ReadonlyMap<string, Finding>;
}

/** What the suite sees of a mutant: the case that tells it from the middleware, or the first response
 *  that differs without any case that says so, or nothing. */
export interface Seen {
  readonly noticedBy: string | null;
  readonly response: string | null;
}

const concurrency = 8;

/** Cases about time are left out: what they find depends on the machine. */
export function casesOf(run: Run): PlannedCase[] {
  return run.cases.filter(({ case: { judge } }) => judge !== 'not-slower');
}

export async function baselineOf(run: Run): Promise<Baseline> {
  const questions = new Map<string, Question>();
  const findings = new Map<string, Finding>();
  const asking = withNetwork(run, questions);
  await inParallel(casesOf(run), async (planned) => {
    findings.set(planned.id, await runCase(asking, planned));
    return false;
  });
  return { questions, findings };
}

/** Asks a mutant all that the middleware itself was asked. Only if some answer differs are there
 *  cases to judge. */
export async function compare(run: Run, baseline: Baseline): Promise<Seen> {
  const questions = new Map<string, Question>();
  const asking = withNetwork(run, questions);
  let response: string | null = null;
  await inParallel([...baseline.questions], async ([key, { request, answer }]) => {
    await asking.target.network.send(request).catch(() => {});
    const [was, is] = [textOf(await answer), textOf(await (questions.get(key) as Question).answer)];
    if (was === is) return false;
    response ??= `${request.method} ${request.url.pathname} ${JSON.stringify(request.headers)}: ${was} → ${is}`;
    return true;
  });
  if (response === null) return { noticedBy: null, response };
  let noticedBy: string | null = null;
  await inParallel(casesOf(run), async (planned) => {
    const was = baseline.findings.get(planned.id) as Finding;
    if (isSame(was, await runCase(asking, planned))) return false;
    noticedBy = planned.id;
    return true;
  });
  return { noticedBy, response };
}

/** As values: a finding that is known already must not hide another. */
function isSame(a: Finding, b: Finding): boolean {
  return a.verdict === b.verdict && areSame(a.differences, b.differences);
}

/** The run with a network that asks each question once: a case's name in the URL changes nothing. */
function withNetwork(run: Run, questions: Map<string, Question>): Run {
  const { send } = run.target.network;
  const once: Network = async (request) => {
    const key = keyOf(request);
    const question = questions.get(key) ?? {
      request,
      answer: send(request).catch((error: unknown) => ({ error })),
    };
    questions.set(key, question);
    const answer = await question.answer;
    if ('error' in answer) throw answer.error;
    return answer;
  };
  return { ...run, target: { ...run.target, network: { ...run.target.network, send: once } } };
}

function keyOf({ method, url, headers, body }: NetworkRequest): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.delete('c');
  const text = body === null ? null : Buffer.from(body as Uint8Array).toString('latin1');
  return JSON.stringify([method, pathname, `${searchParams}`, headers, text]);
}

/** An answer without the time at which it was made. */
function textOf(answer: Answer): string {
  if ('error' in answer) return messageOf(answer.error);
  const headers = answer.headers.filter(([name]) => name.toLowerCase() !== 'date');
  return JSON.stringify([answer.status, headers]);
}

/** Does `each` with all items, several at once, until it is true of one. */
async function inParallel<T>(items: readonly T[], each: (item: T) => Promise<boolean>) {
  let isOver = false;
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) {
      if (isOver) return;
      if (await each(item)) isOver = true;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
