/** `npm run readme`: writes what the README's commands print now into the README. */
import { readReadme, withSamples, writeReadme } from './samples.ts';

writeReadme(await withSamples(readReadme()));
