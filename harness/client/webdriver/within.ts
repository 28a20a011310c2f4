/** A limit for what another machine may never answer. */

/** @throws if it takes longer */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`no response within ${milliseconds / 1000} s`);
    // It keeps no process from ending.
    timer = setTimeout(() => reject(error), milliseconds).unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
