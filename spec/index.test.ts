import { expect } from 'chai';
import { algorithms, gistOf, isStep, linkTo, rulings, type Step, spec } from './index.ts';

const repeated = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index);
const around = (number: string) => number.slice(0, Math.max(0, number.lastIndexOf('.')));

describe('fetch.json', () => {
  it('has unique ids and step numbers', () => {
    expect(repeated(algorithms.map(({ id }) => id))).to.deep.equal([]);
    for (const { id, steps } of algorithms) {
      expect(repeated(steps.map(({ number }) => number)), id).to.deep.equal([]);
    }
  });

  it('has steps in algorithms only', () => {
    for (const { id, kind, steps } of algorithms) {
      expect(steps.length > 0, id).to.equal(kind === 'algorithm');
    }
  });

  it('has a gist for every step except substeps of unmodelled steps', () => {
    for (const { id, unmodelled, steps } of algorithms) {
      const byNumber = new Map(steps.map((one) => [one.number, one]));
      const isCovered = (number: string): boolean => {
        const outer: Step | undefined = byNumber.get(around(number));
        if (outer === undefined) return unmodelled !== undefined;
        return outer.unmodelled !== undefined || isCovered(outer.number);
      };
      for (const { number, gist } of steps) {
        expect(gist, `${id}/${number}: its gist`).to.satisfy((words: string | undefined) =>
          isCovered(number) ? words === undefined : words !== undefined && words !== '',
        );
      }
    }
  });

  it('numbers steps without gaps', () => {
    for (const { id, steps } of algorithms) {
      const seen = new Map<string, number>();
      for (const { number } of steps) {
        const index = (seen.get(around(number)) ?? 0) + 1;
        seen.set(around(number), index);
        const last = number.slice(number.lastIndexOf('.') + 1);
        const expected = /\d/.test(last) ? `${index}` : String.fromCharCode(96 + index);
        expect(last, `${id}/${number}`).to.equal(expected);
        expect(around(number) === '' || seen.has(around(around(number)))).to.equal(true);
      }
    }
  });
});

describe('rulings.json', () => {
  it('has unique ids', () => {
    expect(repeated(rulings.map(({ id }) => id))).to.deep.equal([]);
  });

  it('refers only to steps that exist and are modelled', () => {
    const unknown = rulings.flatMap(({ steps }) => steps.filter((id) => !isStep(id)));
    expect(unknown).to.deep.equal([]);
    const unmodelled = algorithms.flatMap(({ id, steps }) =>
      steps.flatMap((one) => (one.unmodelled === undefined ? [] : [`${id}/${one.number}`])),
    );
    const unused = rulings.flatMap(({ steps }) => steps.filter((id) => unmodelled.includes(id)));
    expect(unused).to.deep.equal([]);
  });
});

describe('the functions that look up a step', () => {
  it('recognise steps, and entries without steps', () => {
    for (const id of [
      'cors-check/4',
      'main-fetch/12.f.2',
      'cors-safelisted-method',
      'abnf/wildcard',
    ]) {
      expect(isStep(id), id).to.equal(true);
    }
    for (const id of [
      'cors-check',
      'cors-check/99',
      'cors-check/99.1',
      'cors-check/04',
      'abnf',
      '',
    ]) {
      expect(isStep(id), id).to.equal(false);
    }
  });

  it('return its gist', () => {
    expect(gistOf('cors-check/2')).to.equal('fail if Access-Control-Allow-Origin is absent');
    expect(gistOf('abnf/wildcard')).to.equal('an asterisk');
    expect(gistOf('http-fetch/3.5.7'), 'inside an unmodelled step').to.equal(
      gistOf('http-fetch/3'),
    );
  });

  it('return its URL', () => {
    const page = 'https://fetch.spec.whatwg.org/';
    expect(linkTo('cors-check/4')).to.equal(`${page}#concept-cors-check`);
    expect(linkTo('cors-preflight-fetch/7.5')).to.equal(`${page}#cors-preflight-fetch-0`);
    expect(linkTo('abnf/Access-Control-Max-Age')).to.equal(`${page}#http-new-header-syntax`);
  });

  it('throw for a step that does not exist', () => {
    for (const tell of [gistOf, linkTo]) {
      expect(() => tell('cors-check/99')).to.throw(
        RangeError,
        `cors-check/99 is not a step of the standard at commit ${spec.commit.slice(0, 7)}`,
      );
    }
  });
});
