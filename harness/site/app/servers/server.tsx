/** The page about one server: what is found, with its evidence, and how it is set up. */
import type { ServerPage, ShownFinding } from '../../data/servers.ts';
import { CaseLink, Chip, Code, CopyButton, counted, LevelChip, Out } from '../elements.tsx';
import { sentence } from '../sentence.ts';

export function ServerView({ server }: { server: ServerPage }) {
  const findings = server.groups.reduce((sum, { findings }) => sum + findings.length, 0);
  return (
    <>
      <p class="lead">
        {server.totals}.{' '}
        {findings === 0 ? 'Nothing was found.' : `${counted(findings, 'cause')}, listed below.`}
      </p>
      <dl class="facts">
        <dt>Project</dt>
        <dd>
          <Out href={server.link}>{server.link.replace('https://', '')}</Out>
        </dd>
        <dt>Licence</dt>
        <dd>{server.licence}</dd>
        <dt>Result of</dt>
        <dd>{server.date}</dd>
        <dt>Policies</dt>
        <dd>
          {server.expressed.length} of {server.expressed.length + server.leftOut.length} can be
          expressed
        </dd>
      </dl>
      {server.groups.map(({ title, findings }) => (
        <section key={title}>
          <h2>{title}</h2>
          {findings.map((finding) => (
            <FindingView key={finding.what} finding={finding} />
          ))}
        </section>
      ))}
      {server.leftOut.length > 0 && (
        <section>
          <h2>Policies that it cannot express</h2>
          <dl class="terms">
            {server.leftOut.map(({ policy, why }) => [
              <dt key={policy}>
                <code>{policy}</code>
              </dt>,
              <dd key={`${policy}-why`}>{sentence(why)}</dd>,
            ])}
          </dl>
        </section>
      )}
      <SetUp server={server} />
      <Badge server={server} />
    </>
  );
}

function FindingView({ finding }: { finding: ShownFinding }) {
  const { level, what, why, right, bySetUp, requirements, count, cases, source, issues } = finding;
  return (
    <article class="finding">
      <h3>
        <LevelChip level={level} /> {sentence(what)}
      </h3>
      {why !== null && <p>{why}</p>}
      {(bySetUp || right !== 'standard') && (
        <p>
          {bySetUp && <Chip>its set-up causes this</Chip>}{' '}
          {right === 'either' && <Chip>the standard allows both</Chip>}
          {right === 'disputed' && <Chip>disputed whether the standard is right</Chip>}
        </p>
      )}
      <dl class="facts">
        <dt>Requires</dt>
        <dd>
          {requirements.map(({ id, gist }) => (
            <p key={id}>
              <CaseLink place={`requirements/${id}`} /> {gist}
            </p>
          ))}
        </dd>
        {source !== null && (
          <>
            <dt>Source</dt>
            <dd class="source">{source}</dd>
          </>
        )}
        {issues.length > 0 && (
          <>
            <dt>Issues</dt>
            <dd>
              {issues.map(({ url, name }) => (
                <p key={url}>
                  <Out href={url}>{name}</Out>
                </p>
              ))}
            </dd>
          </>
        )}
        <dt>Cases</dt>
        <dd>
          <details>
            <summary>{counted(count, 'case')}</summary>
            <ul class="ids">
              {cases.map(({ id, ref }) => (
                <li key={id}>
                  {ref === null ? (
                    <span class="id">{id}</span>
                  ) : (
                    <CaseLink place={ref}>{id}</CaseLink>
                  )}
                </li>
              ))}
            </ul>
          </details>
        </dd>
      </dl>
    </article>
  );
}

function SetUp({ server: { id, files, build, start } }: { server: ServerPage }) {
  const commands = [...build, ...(start === null ? [] : [start])];
  return (
    <section>
      <h2>Set-up</h2>
      <p>
        This is how it was set up for the suite, in{' '}
        <code>harness/implementations/servers/{id}/</code>.
      </p>
      {commands.length > 0 && (
        <Code label="Commands that build and start it">{commands.join('\n')}</Code>
      )}
      {files.map(({ path, text }) => (
        <details key={path} class="file">
          <summary>
            <code>{path}</code>
          </summary>
          <Code label={path}>{text}</Code>
        </details>
      ))}
      <p>In a checkout of the project, this judges it:</p>
      <Code label="The command">npm run testees -- {id}</Code>
    </section>
  );
}

function Badge({ server: { id, badge } }: { server: ServerPage }) {
  const file = `harness/implementations/servers/badges/${id}.svg`;
  return (
    <section>
      <h2>Badge</h2>
      <p>
        <img class="badge" src={`badges/${id}.svg`} alt={`cors-conformance: ${badge}`} />
      </p>
      <p>
        A maintainer can show it in a README. It is the file <code>{file}</code> of the project.
      </p>
      <CopyButton text={`![cors-conformance](${file})`} what="the Markdown" />
    </section>
  );
}
