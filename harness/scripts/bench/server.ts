/** The model server with all policies, in a process of its own: prints its URL, and runs until it is killed. */
import { testeeWith } from '../../self-test/model.ts';
import { testee } from '../../testee/testee.ts';

const { url } = await testee(testeeWith('model'));
console.log(url);
