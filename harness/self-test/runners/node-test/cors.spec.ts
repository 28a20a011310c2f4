/** The cases in Node's own runner; `TARGET` is the server. */
import { test } from 'node:test';
import { serverCases } from '../../../index.ts';

for (const { title, run } of await serverCases(process.env.TARGET as string)) test(title, run);
