/** The cases in Vitest; `TARGET` is the server. */
import { test } from 'vitest';
import { serverCases } from '../../../index.ts';

for (const { title, run } of await serverCases(process.env.TARGET as string)) test(title, run);
