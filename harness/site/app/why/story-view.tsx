/** The story of a fetch: how it ended, what is in the way, and what happened in between. */
import { useEffect, useState } from 'preact/hooks';
import type { EngineDifference } from '../../../explain/engines/engine-differences.ts';
import { reproduceLine } from '../../../explain/reproduce.ts';
import type { Story } from '../../../explain/story/index.ts';
import { CopyButton } from '../elements.tsx';
import { sentence } from '../sentence.ts';
import { DecisionView } from './decision.tsx';
import { EnginesView } from './engines.tsx';
import { HopsView } from './hops.tsx';
import { ObstaclesView } from './obstacles.tsx';
import { type VerdictTone, VerdictView } from './verdict.tsx';

export function StoryView({ story }: { story: Story }) {
  const { verdict, obstacles, decision, readable, unknown } = story;
  const { tone, words, more } = verdictOf(story);
  const reproduce = reproduceLine(story, null, false);
  return (
    <div data-outcome={decision?.step ?? verdict}>
      <VerdictView tone={tone} words={words}>
        {more}
      </VerdictView>
      {obstacles.length > 0 && <ObstaclesView story={story} />}
      {verdict === 'shared' && readable !== null && <Hidden names={readable.hidden} />}
      <Engines story={story} />
      {story.hops.length > 0 && <HopsView story={story} />}
      {decision !== null && <DecisionView {...decision} />}
      {unknown.length > 0 && verdict !== 'unknown' && (
        <section>
          <h2>What is not known</h2>
          <ul>
            {unknown.map(({ what }) => (
              <li key={what}>{sentence(what)}</li>
            ))}
          </ul>
        </section>
      )}
      <p class="links actions">
        <CopyButton text={location.href} what="a link to this" />
        {reproduce !== null && <CopyButton text={reproduce} what="as a curl line" />}
      </p>
    </div>
  );
}

export function verdictOf(story: Story): { tone: VerdictTone; words: string; more: string } {
  const { verdict, obstacles, readable, unknown, hops, fetch } = story;
  switch (verdict) {
    case 'shared':
      return {
        tone: 'good',
        words: 'Shared: the page can read the response',
        more: canRead(readable),
      };
    case 'granted':
      return {
        tone: 'good',
        words: `The preflight allows ${hops.at(-1)?.method ?? 'the request'}`,
        more: `Now the response to the request decides. It needs Access-Control-Allow-Origin${
          fetch.credentials === 'include' ? ' and Access-Control-Allow-Credentials' : ''
        }, too.`,
      };
    case 'opaque':
      return {
        tone: 'plain',
        words: 'Loaded, but the page cannot read it',
        more: 'In this mode, responses of other origins are opaque, whatever headers they have.',
      };
    case 'unknown':
      return {
        tone: 'plain',
        words: nextRequest(story) ?? 'This cannot be told',
        more:
          nextRequest(story) === null
            ? sentence(unknown[0]?.what ?? '')
            : 'Enter the response to it, to see what comes next.',
      };
    case 'not-shared':
      return {
        tone: 'bad',
        words: 'Blocked: the page gets an error',
        more:
          obstacles.length === 1
            ? 'One thing is in the way.'
            : `${obstacles.length} things are in the way.`,
      };
  }
}

/** What the browser sends, if its response is what is missing. */
function nextRequest({ hops, unknown }: Story): string | null {
  if (unknown[0]?.kind !== 'not-recorded') return null;
  const last = hops.at(-1);
  if (last === undefined) return null;
  return last.request === null && last.preflight !== null
    ? 'The browser sends a preflight first'
    : `The browser sends ${last.method}`;
}

function canRead(readable: Story['readable']): string {
  if (readable === null) return '';
  const { status, headers, hasBody } = readable;
  const names = headers.length === 0 ? 'no header' : `these headers: ${headers.join(', ')}`;
  return `It can read the status ${status}${hasBody ? ', the body' : ''}, and ${names}.`;
}

/** What no page wants to read. */
const ofConnections = /^(?:connection|date|keep-alive|transfer-encoding|vary)$/;

function Hidden({ names }: { names: readonly string[] }) {
  const shown = names.filter((name) => !ofConnections.test(name));
  if (shown.length === 0) return null;
  return (
    <p>
      It cannot read <span class="id">{shown.join(', ')}</span>, unless
      Access-Control-Expose-Headers lists them.
    </p>
  );
}

/** What engines do otherwise is loaded with the first story. */
function Engines({ story }: { story: Story }) {
  const [differences, setDifferences] = useState<readonly EngineDifference[]>([]);
  useEffect(() => {
    let isLatest = true;
    import('../../../explain/engines/engine-differences.ts').then(({ engineDifferences }) => {
      if (isLatest) setDifferences(engineDifferences(story));
    });
    return () => {
      isLatest = false;
    };
  }, [story]);
  return differences.length === 0 ? null : <EnginesView differences={differences} />;
}
