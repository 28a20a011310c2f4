import { expect } from 'chai';
import { exchanges } from '../../../conformance/exchanges.ts';
import type { EngineMessage, MessageFile } from '../../../conformance/messages.ts';
import { messages } from '../../../conformance/messages.ts';
import type { Recorded } from './attributed.ts';
import { updated } from './updated.ts';

const notShared = exchanges.find(({ id }) => id === 'get-not-shared') as Recorded['case'];
const redirects = exchanges.find(({ id }) => id === 'redirect-twenty-one') as Recorded['case'];

const missing =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {B}/. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.';
const didNotSucceed =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {B}/. (Reason: CORS request did not succeed). Status code: (null).';

/** The file without what was seen. */
const empty: MessageFile = {
  ...messages,
  messages: messages.messages.map((message) => ({
    ...message,
    reasons: message.source === undefined ? [] : message.reasons,
    seen: [],
  })),
};

describe('the updated file of messages', () => {
  const update = (...recorded: Recorded[]) =>
    updated(empty, 'firefox', { version: '1.2', recorded });
  const told = ({ messages }: MessageFile) =>
    messages
      .filter(({ engine, seen }) => engine === 'firefox' && seen.length > 0)
      .map(({ reasons, seen }: EngineMessage) => [...reasons, ...seen.map(({ text }) => text)]);

  it('has what was seen, with its reason', () => {
    const { messages } = update({ case: notShared, verdict: 'pass', texts: [missing] });
    expect(told(messages)).to.deep.equal([['allow-origin-missing', missing]]);
    expect(messages.engines.firefox.version).to.equal('1.2');
  });

  it('has a message that follows others only if it is alone', () => {
    const { messages } = update(
      { case: notShared, verdict: 'pass', texts: [missing, didNotSucceed] },
      { case: redirects, verdict: 'pass', texts: [didNotSucceed] },
    );
    expect(told(messages)).to.deep.equal([
      ['allow-origin-missing', missing],
      ['too-many-redirects', didNotSucceed],
    ]);
  });

  it('has nothing of a case in which the engine deviates', () => {
    const { messages } = update({ case: notShared, verdict: 'fail', texts: [missing] });
    expect(told(messages)).to.deep.equal([]);
  });

  it('says where an engine says nothing, and what could not be recorded', () => {
    const { messages } = update({
      case: redirects,
      verdict: 'pass',
      texts: ['TypeError: NetworkError when attempting to fetch resource.'],
    });
    expect(messages.silent.firefox).to.deep.equal(['too-many-redirects']);
    expect(messages.unproduced.firefox).to.include('allow-origin-missing');
    expect(messages.unproduced.firefox).not.to.include('too-many-redirects');
  });

  it('leaves the other engines alone', () => {
    const { messages } = update({ case: notShared, verdict: 'pass', texts: [missing] });
    expect(messages.silent.webkit).to.equal(empty.silent.webkit);
    expect(messages.messages.filter(({ engine }) => engine !== 'firefox')).to.deep.equal(
      empty.messages.filter(({ engine }) => engine !== 'firefox'),
    );
  });

  it('names what has no pattern, and patterns that nothing matches', () => {
    const { unknown } = update({ case: notShared, verdict: 'pass', texts: ['Something new'] });
    expect(unknown[0]).to.equal('firefox: get-not-shared: no pattern for Something new');
    expect(unknown[1]).to.match(/^firefox: no case produces \[Cross-Origin Request Blocked/);
  });

  it('keeps a text that it has, because parts of some differ in each run', () => {
    const first = update({ case: notShared, verdict: 'pass', texts: [missing] }).messages;
    const again = missing.replace('200', '201');
    const recorded = [{ case: notShared, verdict: 'pass' as const, texts: [again] }];
    const { messages } = updated(first, 'firefox', { version: '1.3', recorded });
    expect(told(messages)).to.deep.equal([['allow-origin-missing', missing]]);
  });
});
