/** The page about one client: each of its deviations, with what was recorded and who is right. */
import { useEffect } from 'preact/hooks';
import type { ClientPage, ShownDeviation } from '../../data/clients.ts';
import { CaseLink, Chip, Code, counted, Out } from '../elements.tsx';
import { hrefOf } from '../route.ts';

const verdicts = {
  standard: 'the standard is right',
  either: 'the standard allows both',
  disputed: 'disputed whether the standard is right',
};

interface Props {
  client: ClientPage;
  /** The id of the deviation that a link is about. */
  chosen: string | null;
}

export function ClientView({ client, chosen }: Props) {
  useEffect(() => {
    if (chosen !== null) document.getElementById(chosen)?.scrollIntoView();
  }, [chosen]);
  const { pass, deviating, skipped, asksAgain, date, deviations, again } = client;
  return (
    <>
      <p class="lead">
        As the standard says in {counted(pass, 'case')}. It deviates in {deviating}, for the{' '}
        {counted(deviations.length, 'reason')} below, and {skipped} were not run. Recorded on {date}
        .
      </p>
      {deviations.map((deviation) => (
        <DeviationView
          key={deviation.id}
          deviation={deviation}
          isChosen={deviation.id === chosen}
        />
      ))}
      {asksAgain > 0 && (
        <section>
          <h2>Asks again</h2>
          <p>
            A cached preflight could have made another one unnecessary. The standard allows both.
          </p>
          <ul class="ids">
            {again.map(({ id, ref }) => (
              <li key={id}>
                <CaseLink place={ref} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function DeviationView({ deviation, isChosen }: { deviation: ShownDeviation; isChosen: boolean }) {
  const { id, what, why, right, cases, questions, issues, source, exchange } = deviation;
  return (
    <article class={isChosen ? 'finding chosen-finding' : 'finding'} id={id}>
      <h2>{what}</h2>
      <p>
        <Chip tone={right === 'standard' ? 'warn' : 'plain'}>{verdicts[right]}</Chip>
      </p>
      {why !== null && <p>{why}</p>}
      {exchange !== null && (
        <figure>
          <figcaption>
            Recorded in{' '}
            {exchange.ref === null ? 'a generated case' : <CaseLink place={exchange.ref} />}
          </figcaption>
          <Code label={`Recorded exchange: ${what}`}>{linesOf(exchange.lines)}</Code>
        </figure>
      )}
      <dl class="facts">
        {questions.length > 0 && (
          <>
            <dt>Question</dt>
            <dd>
              {questions.map((question) => (
                <p key={question}>
                  <a href={hrefOf(`standard/questions/${question}`)}>{question}</a>
                </p>
              ))}
            </dd>
          </>
        )}
        {issues.length > 0 && (
          <>
            <dt>Issues</dt>
            <dd>
              {issues.map((url) => (
                <p key={url}>
                  <Out href={url}>{url.replace('https://', '')}</Out>
                </p>
              ))}
            </dd>
          </>
        )}
        {source !== null && (
          <>
            <dt>Source</dt>
            <dd class="source">{source}</dd>
          </>
        )}
        <dt>Cases</dt>
        <dd>
          {cases.length === 0 ? (
            'only in generated cases'
          ) : (
            <details open={cases.length <= 3}>
              <summary>{counted(cases.length, 'case')}</summary>
              <ul class="ids">
                {cases.map(({ id, ref }) => (
                  <li key={id}>
                    <CaseLink place={ref} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </dd>
      </dl>
    </article>
  );
}

/** One header on each line, below its request or response. */
function linesOf(lines: readonly string[]): string {
  return lines.map((line) => line.replaceAll(' · ', '\n    ')).join('\n');
}
