/** A case for servers: what is sent, and what the policy requires of the response. */
import type { ByIntent } from '../../../../conformance/servers/index.ts';
import type { ShownServerCase } from '../../data/corpus.ts';
import { CaseLink, Code, LevelChip } from '../elements.tsx';
import { JSONText, Steps } from './parts.tsx';

export function ServerCaseView({ shown }: { shown: ShownServerCase }) {
  const { case: one, requirements, judgement } = shown;
  return (
    <>
      <Why why={one.why} />
      <dl class="facts">
        <dt>Passes if</dt>
        <dd>{judgement}</dd>
        <dt>Requires</dt>
        <dd>
          {requirements.map(({ id, level, gist }) => (
            <p key={id}>
              <LevelChip level={level} /> <CaseLink place={`requirements/${id}`} /> {gist}
            </p>
          ))}
        </dd>
        <dt>Steps</dt>
        <dd>
          <Steps steps={one.steps} />
        </dd>
        <dt>Sent by</dt>
        <dd>
          {one.kind === 'fetch'
            ? 'a fetch that a browser can make'
            : 'a request that no browser sends; it never decides a must'}
        </dd>
        {one.needs === 'testee' && (
          <>
            <dt>Needs</dt>
            <dd>a server set up for the suite, with its special paths</dd>
          </>
        )}
      </dl>
      <h2>Given</h2>
      <Code label="Given">
        <JSONText value={one.given} />
      </Code>
      <p>
        Words such as <code>listed+suffix</code> are roles: they stand for an origin that is made
        from the policy of the server.
      </p>
    </>
  );
}

function Why({ why }: { why: ByIntent }) {
  if (typeof why === 'string') return <p class="lead">{why}</p>;
  return (
    <div class="lead">
      <p>If the policy allows it: {why.allowed}</p>
      <p>If the policy does not allow it: {why.refused}</p>
    </div>
  );
}
