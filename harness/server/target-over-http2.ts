/** A target over HTTP/2, if it offers that. */
import { offersHTTP2 } from './offers-http2.ts';
import { findTarget, type Target, type TargetOptions } from './target.ts';

/** @throws InputError if there is nothing to judge it by, or it cannot be reached */
export async function findTargetOverHTTP2(options: TargetOptions): Promise<Target> {
  const started = Date.now();
  if (!(await offersHTTP2(options.url, options))) {
    const target = await findTarget(options);
    const note = 'the target does not offer HTTP/2, so HTTP/1.1 was spoken';
    return { ...target, notes: [...target.notes, note] };
  }
  const target = await findTarget({ ...options, http2: true });
  const { maxTime } = options;
  const left = () =>
    maxTime === undefined ? undefined : Math.max(1, maxTime - (Date.now() - started));
  return {
    ...target,
    notes: [...target.notes, 'HTTP/2 was spoken'],
    protocol: 'HTTP/2',
    overHTTP1: () => findTarget({ ...options, maxTime: left() }),
  };
}
