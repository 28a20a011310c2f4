/** The page about policies: what a server means to share, and what follows from it. */
import type { Policy } from '../../../../conformance/servers/policy.ts';
import type { OpenPage } from '../page.ts';
import { PolicyView } from '../policy/policy.tsx';

export const openPolicy: OpenPage = async ({ path, params }, load) => {
  if (path.length > 1) return null;
  const standard = await load<readonly Policy[]>('policies');
  if (standard === null) return null;
  return {
    title: 'What should my server share?',
    view: <PolicyView standard={standard} params={params} />,
  };
};
