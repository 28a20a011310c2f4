/** Bodies that are too large, too long, or not what the head says. */
import { gzipSync } from 'node:zlib';
import { policies } from '../../../../conformance/servers/index.ts';
import type { Behaviour } from '../behaviour.ts';
import { correct, corsLines, flood, unframed } from '../bytes.ts';

const chunked = 'Transfer-Encoding: chunked\r\n\r\n';
const megabyte = 'x'.repeat(1024 * 1024);
/** 200 MB, once unpacked. */
const bomb = gzipSync(Buffer.alloc(1024 * 1024))
  .toString('latin1')
  .repeat(200);

const allPolicies = JSON.stringify({
  name: 'large',
  version: '1',
  policies: Object.fromEntries(policies.map(({ id }) => [id, `/${id}`])),
});

export const bodyBehaviours: readonly Behaviour[] = [
  {
    name: 'endless-body',
    does: 'Sends a body without end.',
    answer: (socket, request) => flood(socket, unframed(request, '\r\n'), 'x'),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'endless-chunks',
    does: 'Sends small chunks without end.',
    answer: (socket, request) => flood(socket, unframed(request, chunked), '1\r\nx\r\n'),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'endless-trailers',
    does: 'Sends trailers without end.',
    answer: (socket, request) =>
      flood(socket, unframed(request, `${chunked}1\r\nx\r\n0\r\n`), 'X-A: 1\r\n'),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'endless-chunk-extension',
    does: 'Sends a chunk extension without end.',
    answer: (socket, request) => flood(socket, unframed(request, `${chunked}1;a=`), 'a'),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'chunk-size-malformed',
    does: 'Sends a chunk whose size is not a number.',
    answer: (_socket, request) => unframed(request, `${chunked}xyz\r\nok\r\n0\r\n\r\n`),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'chunk-size-negative',
    does: 'Sends a chunk whose size is negative.',
    answer: (_socket, request) => unframed(request, `${chunked}-2\r\nok\r\n0\r\n\r\n`),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'chunk-size-enormous',
    does: 'Sends a chunk whose size has more than 64 bits.',
    answer: (_socket, request) => unframed(request, `${chunked}${'f'.repeat(20)}\r\nok\r\n`),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'body-of-1-mb',
    does: 'Sends 1 MB with each answer, which is as much as is read.',
    answer: (_socket, request) => correct(request, { body: megabyte }),
    server: 'passes',
    explain: 'shared',
  },
  {
    name: 'body-of-1-mb-for-all-policies',
    does: 'Is a testee with all standard policies, and sends 1 MB with each answer.',
    hasNoPolicy: true,
    manifest: `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${allPolicies.length}\r\n\r\n${allPolicies}`,
    answer: (_socket, request) => correct(request, { body: megabyte }),
    server: 'fails must',
    explain: null,
    seconds: 60,
  },
  {
    name: 'gzip-bomb',
    does: 'Sends 200 MB of zeros, packed into 200 kB.',
    answer: (_socket, request) =>
      correct(request, { lines: 'Content-Encoding: gzip\r\n', body: bomb }),
    server: 'passes',
    explain: 'shared',
  },
  {
    name: 'body-after-204',
    does: 'Sends a body after the status 204.',
    answer: (_socket, request) =>
      `HTTP/1.1 204 No Content\r\n${corsLines(request)}Content-Length: 2\r\n\r\nok`,
    server: 'no failure',
    explain: null,
  },
  {
    name: 'body-after-head',
    does: 'Sends a body in answer to HEAD.',
    answer: (_socket, request) => unframed(request, 'Content-Length: 2\r\n\r\nok'),
    server: 'no failure',
    explain: 'shared',
  },
  {
    name: 'not-modified',
    does: 'Answers every request with 304.',
    answer: (_socket, request) => `HTTP/1.1 304 Not Modified\r\n${corsLines(request)}\r\n`,
    server: 'judged',
    explain: 'shared',
  },
];
