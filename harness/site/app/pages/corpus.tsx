/** The page about the corpus: a list to search, and a page for every case and requirement. */
import type { Vector } from '../../../../conformance/vectors.ts';
import type {
  CorpusList,
  PlacedExchange,
  ShownRequirement,
  ShownServerCase,
} from '../../data/corpus.ts';
import { ExchangeView } from '../corpus/exchange.tsx';
import { crumbsTo } from '../corpus/parts.tsx';
import { RequirementView } from '../corpus/requirement.tsx';
import { CorpusSearch } from '../corpus/search.tsx';
import { ServerCaseView } from '../corpus/server-case.tsx';
import { VectorView } from '../corpus/vector.tsx';
import type { Load } from '../load.ts';
import type { OpenPage, Page } from '../page.ts';

export const openCorpus: OpenPage = async ({ path: [, kind, ...rest], params }, load) => {
  if (kind !== undefined) return (await openers[kind]?.(rest, load)) ?? null;
  const list = await load<CorpusList>('corpus');
  if (list === null) return null;
  return { title: 'The corpus', view: <CorpusSearch list={list} params={params} /> };
};

type Opener = (path: readonly string[], load: Load) => Promise<Page | null>;

const openers: Readonly<Record<string, Opener>> = {
  vectors: async ([algorithm = '', id = ''], load) => {
    const cases = await load<readonly Vector[]>(`vectors/${algorithm}`);
    const found = cases?.find((one) => one.id === id);
    if (found === undefined) return null;
    const crumbs = crumbsTo('vectors', 'Vectors', algorithm);
    return { title: id, crumbs, view: <VectorView algorithm={algorithm} vector={found} /> };
  },
  exchanges: async ([topic = '', id = ''], load) => {
    const cases = await load<readonly PlacedExchange[]>(`exchanges/${topic}`);
    const found = cases?.find((one) => one.id === id);
    if (found === undefined) return null;
    const crumbs = crumbsTo('exchanges', 'Exchanges', topic);
    return { title: id, crumbs, view: <ExchangeView exchange={found} /> };
  },
  servers: async ([id = ''], load) => {
    const cases = await load<readonly ShownServerCase[]>('server-cases');
    const found = cases?.find((one) => one.case.id === id);
    if (found === undefined) return null;
    const crumbs = crumbsTo('servers', 'Server cases');
    return { title: id, crumbs, view: <ServerCaseView shown={found} /> };
  },
  requirements: async ([id = ''], load) => {
    const all = await load<readonly ShownRequirement[]>('requirements');
    const found = all?.find((one) => one.id === id);
    if (found === undefined) return null;
    const crumbs = crumbsTo('requirements', 'Requirements');
    return { title: id, crumbs, view: <RequirementView requirement={found} /> };
  },
};
