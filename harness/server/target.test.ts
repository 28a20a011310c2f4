/** A target says what the user should know about its policies before anything is judged. */
import { createServer } from 'node:http';
import { expect } from 'chai';
import { type Policy, policies } from '../../conformance/servers/index.ts';
import { InputError } from '../output/input-error.ts';
import { listen } from '../testee/testee.ts';
import { findTarget } from './target.ts';

const listed = { id: 'listed', allowOrigins: ['https://app.example'] };

describe('findTarget()', () => {
  const stops: (() => unknown)[] = [];
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

  /** What is said of a testee with these policies, each at the path of its key. */
  async function notesOf(own: Record<string, Policy>): Promise<readonly string[]> {
    const entries = Object.entries(own).map(([path, { id, ...policy }]) => [id, { path, policy }]);
    const manifest = { name: 'x', version: '1', policies: Object.fromEntries(entries) };
    const server = createServer((_request, response) => response.end(JSON.stringify(manifest)));
    const { url } = await listen(server);
    stops.push(() => server.close());
    const target = await findTarget({ url: new URL(url), concurrency: 1, timeout: 2000 });
    stops.push(() => target.network.close());
    return target.notes;
  }

  it('takes no policy whose id could be anything else in a report', async () => {
    const error = await notesOf({ '/a': { ...listed, id: '\x1b[31m' } }).catch((reason) => reason);
    expect(error).to.be.instanceOf(InputError);
    expect(error.message).to.match(/cors-conformance: policies: id: ".*" does not match/);
  });

  it('takes no more than 64 policies', async () => {
    const many = (count: number) =>
      notesOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, n) => [`/p${n}/`, { ...listed, id: `p${n}` }]),
        ),
      );
    expect(await many(64)).to.be.an('array');
    const error = await many(65).catch((reason) => reason);
    expect(error).to.be.instanceOf(InputError);
    expect(error.message).to.match(/policies has 65 members: name at most 64$/);
  });

  it('says nothing of a policy that needs no word', async () => {
    expect(await notesOf({ '/listed': listed })).to.deep.equal([]);
  });

  it('says that * never covers credentials', async () => {
    const everyone = { id: 'everyone', allowOrigins: ['*'], allowCredentials: true };
    const [note] = await notesOf({ '/everyone': everyone });
    expect(note).to.match(/^everyone: .* judged as one without credentials/);
  });

  it('says which lists are sampled', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `X-${i}`);
    const [note] = await notesOf({ '/long': { ...listed, id: 'long', allowHeaders: names } });
    expect(note).to.match(/^long: allowHeaders has 500 members; cases are made of \d+ of them$/);
  });

  it('says which paths a router can confuse', async () => {
    const notes = await notesOf({ '/a': listed, '/ab': { ...listed, id: 'b' } });
    expect(notes).to.have.length(1);
    expect(notes[0]).to.match(/^the path \/ab begins with the path \/a: /);
  });

  it('has no such paths for the standard policies', () => {
    const ids = policies.map(({ id }) => id);
    const confusable = ids.filter((id) =>
      ids.some((other) => other !== id && id.startsWith(other)),
    );
    expect(confusable).to.deep.equal([]);
  });
});
