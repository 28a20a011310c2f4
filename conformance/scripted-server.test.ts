/** Checks which rule of a scripted server answers: the matching rule with the most conditions. */
import { expect } from 'chai';
import type { AnsweringRule, RuleCondition } from './exchanges.ts';
import { ruleFor, type ServedRequest } from './scripted-server.ts';

const get: ServedRequest = { origin: 'B', method: 'GET', path: '/x?y' };
const other: ServedRequest = { origin: 'B', method: 'GET', path: '/' };

describe('ruleFor', () => {
  const answers = (on: RuleCondition, earlier: ServedRequest[] = []) =>
    ruleFor([rule(on)], get, earlier) !== null;

  it('compares the origin', () => {
    expect(answers({ origin: 'B' })).to.equal(true);
    expect(answers({ origin: 'A' })).to.equal(false);
  });

  it('compares the method case-sensitively if the rule has one', () => {
    expect(answers({ origin: 'B', method: 'GET' })).to.equal(true);
    expect(answers({ origin: 'B', method: 'get' })).to.equal(false);
  });

  it('compares the path and the query if the rule has a path', () => {
    expect(answers({ origin: 'B', path: '/x?y' })).to.equal(true);
    expect(answers({ origin: 'B', path: '/x' })).to.equal(false);
  });

  it('counts the requests that match the other conditions', () => {
    const second: RuleCondition = { origin: 'B', path: '/x?y', time: 2 };
    expect(answers(second)).to.equal(false);
    expect(answers(second, [other])).to.equal(false);
    expect(answers(second, [other, get])).to.equal(true);
    expect(answers(second, [get, get])).to.equal(false);
    expect(answers({ origin: 'B', time: 2 }, [other])).to.equal(true);
  });

  it('prefers the rule with the most conditions, then the first rule', () => {
    const rules = [
      rule({ origin: 'B' }),
      rule({ origin: 'B', method: 'GET' }),
      rule({ origin: 'B', path: '/x?y' }),
      rule({ origin: 'B', path: '/x?y', time: 1 }),
    ];
    expect(ruleFor(rules, get, [])).to.equal(rules[3]);
    expect(ruleFor(rules, get, [get])).to.equal(rules[1]);
    expect(ruleFor(rules, { ...get, method: 'PUT' }, [get])).to.equal(rules[2]);
    expect(ruleFor(rules, { ...other, method: 'PUT' }, [])).to.equal(rules[0]);
  });
});

function rule(on: RuleCondition): AnsweringRule {
  return { on, status: 200, headers: [], body: '' };
}
