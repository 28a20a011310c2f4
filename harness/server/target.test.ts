/** A target says what the user should know about its policies before anything is judged. */
import { createServer, type RequestListener } from 'node:http';
import { expect } from 'chai';
import { type Policy, policies } from '../../conformance/servers/index.ts';
import { InputError } from '../output/input-error.ts';
import { listen } from '../testee/testee.ts';
import { manifestPath } from './manifest.ts';
import { findTarget } from './target.ts';

const listed = { id: 'listed', allowOrigins: ['https://app.example'] };

function manifestOf(policies: object): string {
  return JSON.stringify({ name: 'x', version: '1', policies });
}

describe('findTarget()', () => {
  const stops: (() => unknown)[] = [];
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

  async function serve(listener: RequestListener): Promise<URL> {
    const server = await listen(createServer(listener));
    stops.push(() => server.close());
    return new URL(server.url);
  }

  /** What is said of a testee with these policies, each at the path of its key. */
  async function notesOf(
    own: Record<string, Policy>,
    given: { readonly origins?: readonly string[]; readonly policy?: Policy } = {},
  ): Promise<readonly string[]> {
    const entries = Object.entries(own).map(([path, { id, ...policy }]) => [id, { path, policy }]);
    const manifest = manifestOf(Object.fromEntries(entries));
    const url = await serve((_request, response) => response.end(manifest));
    const target = await findTarget({ url, concurrency: 1, timeout: 2000, ...given });
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

  it('says what a testee makes superfluous, and what a policy does', async () => {
    const own = { '/listed': listed };
    expect(await notesOf(own, { origins: ['https://app.example'] })).to.deep.equal([
      'this is a testee: its manifest names the policies, so the origins that you named are ignored',
    ]);
    expect(await notesOf(own, { policy: listed })).to.deep.equal([
      'this is the testee x, but only the declared policy is checked, at this URL',
    ]);
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

  const oddAnswers: readonly [what: string, answer: RequestListener][] = [
    ['a page of 2 MB', (_, response) => response.end('x'.repeat(2_000_000))],
    ['no answer', () => {}],
    ['a reset', ({ socket }) => socket.resetAndDestroy()],
    ['what is not HTTP', ({ socket }) => socket.end('garbage\r\n\r\n')],
    [
      'a redirect',
      (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end(),
    ],
    ['a manifest of another shape', (_, response) => response.end('{"policies":3}')],
    ['an empty manifest', (_, response) => response.end(manifestOf({}))],
    ['an unknown policy', (_, response) => response.end(manifestOf({ x: '/x' }))],
  ];
  for (const [what, answer] of oddAnswers) {
    it(`takes a declared policy, whatever is at the path of the manifest: ${what}`, async () => {
      const url = await serve((request, response) => {
        if (request.url === manifestPath) answer(request, response);
        else response.end('ok');
      });
      const target = await findTarget({ url, policy: listed, concurrency: 1, timeout: 200 });
      stops.push(() => target.network.close());
      expect(target.places.map(({ policy }) => policy)).to.deep.equal([listed]);
    });
  }

  const mistakes: readonly [what: string, answer: RequestListener, message: RegExp][] = [
    [
      'an empty manifest',
      (_, response) => response.end(manifestOf({})),
      /: policies is empty: name at least one$/,
    ],
    [
      'an unknown policy',
      (_, response) => response.end(manifestOf({ x: '/x' })),
      /: "x" is not a standard policy: /,
    ],
    [
      'a target that is overloaded',
      (_, response) => response.writeHead(429, { 'Retry-After': '60' }).end(),
      /^http:\S+: the target answers 429 and asks to wait 60 s: come back then, or try --rate or --max-time$/,
    ],
    ['silence', () => {}, /^http:.*cannot be reached: no complete response within 200 ms$/],
    [
      'a connection that is cut',
      ({ socket }) => socket.destroy(),
      /: if the port speaks TLS, write https:/,
    ],
  ];
  for (const [what, answer, message] of mistakes) {
    it(`says what is wrong with ${what}`, async () => {
      const url = await serve(answer);
      const error = await findTarget({ url, concurrency: 1, timeout: 200 }).catch(
        (reason) => reason,
      );
      expect(error).to.be.instanceOf(InputError);
      expect(error.message).to.match(message);
    });
  }

  it('does not wait for a target longer than for the whole run', async () => {
    const url = await serve(() => {});
    const error = await findTarget({ url, concurrency: 1, timeout: 60_000, maxTime: 50 }).catch(
      (reason) => reason,
    );
    expect(error.message).to.match(/no complete response within 50 ms$/);
  });

  for (const times of [{ timeout: 0 }, { timeout: 2 ** 31 }, { timeout: 1, maxTime: Infinity }]) {
    it(`refuses the times ${Object.values(times)}`, async () => {
      const url = new URL('http://127.0.0.1:9/');
      const error = await findTarget({ url, concurrency: 1, ...times }).catch((reason) => reason);
      expect(error.message).to.match(/^\S+ ms cannot be a time limit: use 1 to 2147483647$/);
    });
  }

  it('has no such paths for the standard policies', () => {
    const ids = policies.map(({ id }) => id);
    const confusable = ids.filter((id) =>
      ids.some((other) => other !== id && id.startsWith(other)),
    );
    expect(confusable).to.deep.equal([]);
  });
});
