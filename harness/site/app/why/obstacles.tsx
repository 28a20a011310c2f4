/** All that keeps the page from the response, each with its fix, also in the settings of real servers. */
import type { Obstacle, Story } from '../../../explain/story/index.ts';
import { StepLink } from '../elements.tsx';
import { InServers } from '../recipes/in-servers.tsx';
import { sentence } from '../sentence.ts';

export function ObstaclesView({ story }: { story: Story }) {
  return (
    <section>
      <h2 class="first">What is in the way</h2>
      <ol class="obstacles">
        {story.obstacles.map((obstacle) => (
          <li key={`${obstacle.hop} ${obstacle.on} ${obstacle.step} ${obstacle.message}`}>
            <ObstacleView obstacle={obstacle} story={story} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function ObstacleView({ obstacle, story }: { obstacle: Obstacle; story: Story }) {
  const { on, hop, message, fix, step, reason, names } = obstacle;
  const { origin, method } = story.fetch;
  const where = story.hops.length > 1 && hop > 0 ? ` of ${story.hops[hop - 1]?.url}` : '';
  const place = on === 'page' ? '' : `${on === 'preflight' ? 'Preflight' : 'Response'}${where}: `;
  return (
    <>
      <p>
        <strong>{sentence(`${place}${message.replace(/^on the preflight, /, '')}`)}</strong>{' '}
        <StepLink step={step} />
      </p>
      <p>
        <span class="quiet">Fix:</span> {fix}
      </p>
      {on !== 'page' && (
        <InServers
          reason={reason}
          values={{ origin, method, headers: names.length === 0 ? undefined : names }}
        />
      )}
    </>
  );
}
