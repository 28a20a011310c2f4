/** A requirement: what is demanded of servers, why, how to meet it, and which servers do not. */
import type { ShownRequirement } from '../../data/corpus.ts';
import { CaseLink, Chip, counted, LevelChip, Out } from '../elements.tsx';
import { hrefOf } from '../route.ts';

const bases = {
  standard: 'the Fetch standard',
  policy: 'the policy that the server declares',
  rfc: 'an RFC',
  practice: 'practice',
};

export function RequirementView({ requirement }: { requirement: ShownRequirement }) {
  const { level, basis, link, gist, why, fix, evidence, cases, failedBy } = requirement;
  return (
    <>
      <p class="lead">
        <LevelChip level={level} /> {gist}
      </p>
      <dl class="facts">
        <dt>Otherwise</dt>
        <dd>{why}</dd>
        <dt>Fix</dt>
        <dd>{fix}</dd>
        <dt>Basis</dt>
        <dd>
          {bases[basis]}: <Out href={link}>{link.replace('https://', '')}</Out>
        </dd>
      </dl>
      {evidence.length > 0 && (
        <>
          <h2>In the field</h2>
          <ul>
            {evidence.map((text) => (
              <li key={text}>
                <WithLinks text={text} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>Servers that do not meet it</h2>
      {failedBy.length === 0 ? (
        <p>Every server of the scoreboard meets it, or none of its cases applied.</p>
      ) : (
        <ul>
          {failedBy.map(({ id, name, count }) => (
            <li key={id}>
              <a href={hrefOf(`servers/${id}`)}>{name}</a> <Chip>{counted(count, 'case')}</Chip>
            </li>
          ))}
        </ul>
      )}
      <h2>Cases</h2>
      <ul class="ids">
        {cases.map((id) => (
          <li key={id}>
            <CaseLink place={`servers/${id}`} />
          </li>
        ))}
      </ul>
    </>
  );
}

function WithLinks({ text }: { text: string }) {
  return (
    <>
      {text.split(/(https:\/\/[^\s,;)]+)/).map((piece, place) =>
        place % 2 === 1 ? (
          <Out key={piece} href={piece}>
            {piece.replace('https://', '')}
          </Out>
        ) : (
          piece
        ),
      )}
    </>
  );
}
