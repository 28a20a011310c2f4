/** The page about the standard: its algorithms, a page for each, and the questions to its authors. */
import type { QuestionPage } from '../../data/questions.ts';
import type { AlgorithmPage, StandardList } from '../../data/standard.ts';
import type { OpenPage } from '../page.ts';
import { hrefOf } from '../route.ts';
import { AlgorithmView } from '../standard/algorithm.tsx';
import { StandardView } from '../standard/list.tsx';
import { QuestionView } from '../standard/question.tsx';

const crumbs = [{ label: 'Standard', href: hrefOf('standard') }];

export const openStandard: OpenPage = async ({ path: [, ...path] }, load) => {
  if (path.length === 0) {
    const list = await load<StandardList>('standard');
    if (list === null) return null;
    return { title: 'The standard, step by step', view: <StandardView list={list} /> };
  }
  if (path[0] === 'questions') {
    const question = await load<QuestionPage>(`questions/${path[1]}`);
    if (question === null) return null;
    return { title: question.title, crumbs, view: <QuestionView question={question} /> };
  }
  // Names of grammar rules have a slash, as have steps.
  const [algorithm, step = null] =
    path[0] === 'abnf' ? [path.slice(0, 2).join('/'), path[2]] : [path[0], path[1]];
  const page = await load<AlgorithmPage>(`standard/${algorithm}`);
  if (page === null || (step !== null && !page.steps.some(({ number }) => number === step))) {
    return null;
  }
  return {
    title: page.title,
    crumbs,
    view: <AlgorithmView key={page.id} page={page} step={step} />,
  };
};
