/** The cases in Mocha; `TARGET` is the server. */
import { serverCases } from '../../../index.ts';

const cases = await serverCases(process.env.TARGET as string);

describe('CORS', () => {
  for (const { title, run } of cases) it(title, run);
});
