/** The scoreboard: every server with what it fails, to sort and to filter. */
import { Fragment } from 'preact';
import type { Group, Level } from '../../../../conformance/servers/index.ts';
import type { Scoreboard, ServerLine } from '../../data/servers.ts';
import { counted, LevelChip, WideTable } from '../elements.tsx';
import { useParams } from '../params.ts';
import { hrefOf } from '../route.ts';

const levels: readonly Level[] = ['must', 'should', 'info'];
const columns = { name: 'Server', version: 'Version', policies: 'Policies', date: 'Judged' };

/** Which failures are looked at, by the word in the address. */
const filters: Readonly<Record<string, string>> = {
  '': 'All servers',
  must: 'Fails a must',
  should: 'Fails a should, but no must',
  none: 'Fails neither must nor should',
};

export function ScoreboardView({ board, params }: { board: Scoreboard; params: URLSearchParams }) {
  const [chosen, choose] = useParams('servers', params, {
    language: '',
    level: '',
    sort: '',
    order: '',
  });
  const servers = board.servers
    .filter(({ language }) => chosen.language === '' || language === chosen.language)
    .filter((server) => chosen.level === '' || worstOf(server) === chosen.level);
  const shown = chosen.sort === '' ? servers : servers.toSorted(comparing(chosen.sort));
  if (chosen.order === 'down') shown.reverse();
  const head = (key: string, label: string) => {
    const isSorted = chosen.sort === key;
    const isDown = isSorted && chosen.order === 'down';
    return (
      <th
        key={key}
        scope="col"
        aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          class="sort"
          onClick={() => choose({ sort: key, order: isSorted && !isDown ? 'down' : '' })}
        >
          {label}
          <span class="sort-mark" aria-hidden="true">
            {isSorted ? (isDown ? '▼' : '▲') : '↕'}
          </span>
        </button>
      </th>
    );
  };
  return (
    <>
      <p class="lead">
        {board.servers.length} servers and middlewares, set up as their documentation recommends,
        and judged under up to {Math.max(...board.servers.map(({ policies }) => policies))} policies
        each. Every finding was traced to its place in the source or configuration, unless it says
        otherwise.
      </p>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          Language
          <select
            value={chosen.language}
            onChange={(event) => choose({ language: event.currentTarget.value })}
          >
            <option value="">All languages</option>
            {board.languages.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Failures
          <select
            value={chosen.level}
            onChange={(event) => choose({ level: event.currentTarget.value })}
          >
            {Object.entries(filters).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <p role="status">{counted(shown.length, 'server')}</p>
      </form>
      {shown.length === 0 ? (
        <p class="empty">No server of this language has such failures.</p>
      ) : (
        <WideTable label="Scoreboard" isDense>
          <thead>
            <tr>
              {head('name', columns.name)}
              {board.groups.map(({ id, title }) => head(id, title))}
              {head('version', columns.version)}
              {head('policies', columns.policies)}
              {head('date', columns.date)}
            </tr>
          </thead>
          <tbody>
            {shown.map((server) => (
              <tr key={server.id}>
                <th scope="row">
                  <a href={hrefOf(`servers/${server.id}`)}>
                    <Breakable name={server.name} />
                  </a>
                  <span class="under">{server.languageName}</span>
                </th>
                {board.groups.map(({ id }) => (
                  <td key={id}>
                    <FailuresCell server={server} group={id} />
                  </td>
                ))}
                <td>{server.version}</td>
                <td class="number">
                  {server.expressed} of {server.policies}
                </td>
                <td class="date">{server.date}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <h2>How to read this</h2>
      <dl class="terms">
        <dt>
          <LevelChip level="must" />
        </dt>
        <dd>The Fetch standard, or the policy that the server is set up for, demands it.</dd>
        <dt>
          <LevelChip level="should" />
        </dt>
        <dd>The standard or an RFC advises it, or browsers lose little without it.</dd>
        <dt>
          <LevelChip level="info" />
        </dt>
        <dd>It is legal, but useless or risky.</dd>
      </dl>
      <p>
        A number counts the cases that fail. A case is one fetch, or one request, under one policy,
        so one cause can fail many cases. There is no overall score: a server that fails one must
        can be worse than a server that fails forty, so read what is found. “Policies” counts the
        standard policies that the options of the server can express.
      </p>
    </>
  );
}

/** A long name can break between its words, such as in `Plack::Middleware` or `CrossOriginHandler`. */
function Breakable({ name }: { name: string }) {
  return (
    <>
      {name.split(/(?<=[/:])(?![/:])|(?<=[a-z])(?=[A-Z])/).map((word) => (
        <Fragment key={word}>
          {word}
          <wbr />
        </Fragment>
      ))}
    </>
  );
}

function FailuresCell({ server, group }: { server: ServerLine; group: Group }) {
  const counts = server.failures[group];
  if (counts === null) return <span class="quiet">not applicable</span>;
  const failing = levels.filter((level) => counts[level] > 0);
  if (failing.length === 0) return <span class="ok">ok</span>;
  return (
    <span class="counts">
      {failing.map((level) => (
        <span key={level} class="count">
          {counts[level]} <LevelChip level={level} />
        </span>
      ))}
    </span>
  );
}

function worstOf({ failures }: ServerLine): string {
  const counts = Object.values(failures);
  if (counts.some((each) => (each?.must ?? 0) > 0)) return 'must';
  return counts.some((each) => (each?.should ?? 0) > 0) ? 'should' : 'none';
}

function comparing(key: string): (a: ServerLine, b: ServerLine) => number {
  if (key === 'policies') return (a, b) => a.expressed - b.expressed;
  if (key === 'name' || key === 'version' || key === 'date') {
    return (a, b) => a[key].localeCompare(b[key], 'en', { numeric: true, sensitivity: 'base' });
  }
  return (a, b) => weightOf(a, key as Group) - weightOf(b, key as Group);
}

/** First by what must be, then by what should be. */
function weightOf({ failures }: ServerLine, group: Group): number {
  const counts = failures[group];
  if (!counts) return -1;
  return counts.must * 1e8 + counts.should * 1e4 + counts.info;
}
