/** Samples of long lists: a policy of thousands of origins is judged by some of them. */

/** The most members of a list that cases are made of. */
export const sampleSize = 24;

/** All of a short list; of a longer one the first, the last and those at even distances between. */
export function sampleOf<T>(list: readonly T[]): T[] {
  if (list.length <= sampleSize) return [...list];
  const step = (list.length - 1) / (sampleSize - 1);
  return Array.from({ length: sampleSize }, (_, index) => list[Math.round(index * step)] as T);
}
