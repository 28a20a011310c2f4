/** The algorithms of the standard that CORS depends on, what is not modelled, and what was asked. */
import { useState } from 'preact/hooks';
import type { AlgorithmLine, StandardList } from '../../data/standard.ts';
import { counted, Out, StepLink, WideTable } from '../elements.tsx';
import { hrefOf } from '../route.ts';
import { sentence } from '../sentence.ts';

const titles = {
  algorithm: 'Algorithms',
  definition: 'Definitions',
  grammar: 'Grammar',
} as const;

export function StandardView({ list }: { list: StandardList }) {
  const [words, setWords] = useState('');
  const found = list.algorithms.filter(({ id, title, gist }) =>
    `${id} ${title} ${gist}`.toLowerCase().includes(words.toLowerCase()),
  );
  return (
    <>
      <p class="lead">
        The <Out href={list.url}>Fetch standard</Out> of {list.date}, at commit{' '}
        <code>{list.commit.slice(0, 7)}</code>: {list.algorithms.length} algorithms, definitions and
        rules of grammar that CORS depends on. Each step is shown with the code of the reference and
        with the cases that cite it. The descriptions are ours, not the standard's.
      </p>
      <search>
        <form class="filters" onSubmit={(event) => event.preventDefault()}>
          <label class="grow">
            Words
            <input
              type="search"
              value={words}
              placeholder="preflight"
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </label>
          <p role="status">{counted(found.length, 'entry').replace('entrys', 'entries')}</p>
        </form>
      </search>
      {(['algorithm', 'definition', 'grammar'] as const).map((kind) => (
        <Entries
          key={kind}
          title={titles[kind]}
          entries={found.filter((one) => one.kind === kind)}
        />
      ))}
      <h2 id="questions">Questions to the authors of the standard</h2>
      <p>Where the text cannot be followed to the letter, or where all engines agree against it.</p>
      <ul class="entries">
        {list.questions.map(({ id, title }) => (
          <li key={id}>
            <a href={hrefOf(`standard/questions/${id}`)}>{title}</a>
          </li>
        ))}
      </ul>
      <h2 id="unmodelled">What the reference does not model</h2>
      <WideTable label="Steps that are not modelled">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">What it does</th>
            <th scope="col">Why it is not modelled</th>
          </tr>
        </thead>
        <tbody>
          {list.unmodelled.map(({ step, gist, why }) => (
            <tr key={step}>
              <th scope="row">
                <StepLink step={step} />
              </th>
              <td>{sentence(gist)}</td>
              <td>{sentence(why)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </>
  );
}

function Entries({ title, entries }: { title: string; entries: readonly AlgorithmLine[] }) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="entries columns">
        {entries.map(({ id, title, gist, steps, cases }) => (
          <li key={id}>
            <a href={hrefOf(`standard/${id}`)}>{title}</a>
            <p>{sentence(gist)}</p>
            <p class="quiet">
              {steps > 0 && `${counted(steps, 'step')}, `}
              {counted(cases, 'case')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
