/** The first page: why a fetch was blocked. */
import type { PlacedExchange } from '../../data/corpus.ts';
import type { OpenPage } from '../page.ts';
import { CaseRun } from '../why/case.tsx';
import { questionOfCase } from '../why/question-of-case.ts';
import { WhyView } from '../why/why.tsx';

const title = 'Why was it blocked?';

export const openWhy: OpenPage = async ({ path, params }, load) => {
  if (path.length > 1) return null;
  const place = params.get('case');
  if (place === null) return { title, view: <WhyView params={params} load={load} /> };
  const [topic = '', id = ''] = place.split('/');
  const cases = await load<readonly PlacedExchange[]>(`exchanges/${topic}`);
  const found = cases?.find((one) => one.id === id);
  if (found === undefined) return null;
  const editable = questionOfCase(found);
  return { title, view: <CaseRun key={id} exchange={found} editable={editable} /> };
};
