import { Ajv } from 'ajv';
import { expect } from 'chai';
import { algorithms, gistOf, isStep, linkTo, reasonOf, rulings, type Step, spec } from './index.ts';

const text = { type: 'string', minLength: 1 };
const slug = { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' };
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const covered = {
  type: 'object',
  properties: { number: text, digest },
  required: ['number', 'digest'],
  additionalProperties: false,
};
const step = {
  type: 'object',
  properties: {
    number: { type: 'string', pattern: '^[1-9]\\d*(\\.([1-9]\\d*|[a-z]))*$' },
    digest,
    gist: text,
    reason: slug,
    returns: { const: true },
    unmodelled: text,
  },
  required: ['number', 'digest', 'gist'],
  additionalProperties: false,
};
const mapSchema = {
  type: 'object',
  properties: {
    url: { const: 'https://fetch.spec.whatwg.org/' },
    commit: { type: 'string', pattern: '^[0-9a-f]{40}$' },
    date: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
    algorithms: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', pattern: '^(abnf/[A-Za-z][A-Za-z0-9-]*|[a-z][a-z0-9-]*)$' },
          anchor: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
          title: text,
          kind: { enum: ['algorithm', 'definition', 'grammar'] },
          gist: text,
          unmodelled: text,
          digest,
          steps: { type: 'array', items: { anyOf: [step, covered] } },
        },
        required: ['id', 'anchor', 'title', 'kind', 'gist', 'digest', 'steps'],
        additionalProperties: false,
      },
    },
  },
  required: ['url', 'commit', 'date', 'algorithms'],
  additionalProperties: false,
};
const rulingsSchema = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: {
      id: slug,
      steps: { type: 'array', items: text, minItems: 1, uniqueItems: true },
      literal: text,
      taken: text,
      why: text,
      issue: { type: 'string', pattern: '^https://github\\.com/whatwg/[a-z-]+/issues/\\d+' },
    },
    required: ['id', 'steps', 'literal', 'taken', 'why'],
    additionalProperties: false,
  },
};

const repeated = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index);
const around = (number: string) => number.slice(0, Math.max(0, number.lastIndexOf('.')));

describe('fetch.json', () => {
  it('matches its schema', () => {
    const validate = new Ajv().compile(mapSchema);
    validate(spec);
    expect(validate.errors).to.equal(null);
  });

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
        expect(gist === undefined, `${id}/${number}`).to.equal(isCovered(number));
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

  it('has a unique reason for each refusal', () => {
    const reasons = algorithms.flatMap(({ steps }) => steps.flatMap(({ reason }) => reason ?? []));
    expect(reasons).to.have.length(28);
    expect(repeated(reasons)).to.deep.equal([]);
  });

  // Listed here because reasons are part of results that users store.
  const reasons: [step: string, reason: string][] = [
    ['cors-check/2', 'allow-origin-missing'],
    ['cors-check/4', 'allow-origin-mismatch'],
    ['cors-check/8', 'allow-credentials-not-true'],
    ['cors-preflight-fetch/7.3', 'allow-list-malformed'],
    ['cors-preflight-fetch/7.5', 'method-not-allowed'],
    ['cors-preflight-fetch/7.6', 'authorization-not-listed'],
    ['cors-preflight-fetch/7.7', 'header-not-allowed'],
    ['cors-preflight-fetch/8', 'preflight-status-not-ok'],
    ['main-fetch/12.c', 'not-same-origin'],
    ['main-fetch/12.d.1', 'no-cors-redirect-mode'],
    ['main-fetch/12.e', 'scheme-not-http'],
    ['main-fetch/21', 'range-not-requested'],
    ['http-fetch/6.3.a.1', 'redirect-mode-error'],
    ['http-redirect-fetch/5', 'location-invalid'],
    ['http-redirect-fetch/6', 'location-scheme-not-http'],
    ['http-redirect-fetch/7', 'too-many-redirects'],
    ['http-redirect-fetch/9', 'location-credentials-cross-origin'],
    ['http-redirect-fetch/10', 'location-credentials-after-cors'],
    ['http-redirect-fetch/11', 'body-not-replayable'],
    ['request-constructor/5.2', 'url-invalid'],
    ['request-constructor/5.3', 'url-includes-credentials'],
    ['request-constructor/17', 'mode-navigate'],
    ['request-constructor/25.2', 'method-invalid'],
    ['request-constructor/32.1', 'no-cors-method-not-safelisted'],
    ['request-constructor/35', 'body-with-get-or-head'],
    ['request-constructor/39.1', 'stream-without-duplex'],
    ['request-constructor/39.2', 'stream-mode-not-cors'],
    ['headers-validate/1', 'header-invalid'],
  ];
  for (const [id, reason] of reasons) {
    it(`has the reason ${reason} for ${id}`, () => expect(reasonOf(id)).to.equal(reason));
  }
});

describe('rulings.json', () => {
  it('matches its schema', () => {
    const validate = new Ajv().compile(rulingsSchema);
    validate(rulings);
    expect(validate.errors).to.equal(null);
  });

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
      'cors-check/9',
      'cors-check/4.1',
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
    for (const tell of [reasonOf, gistOf, linkTo]) {
      expect(() => tell('cors-check/99')).to.throw(
        RangeError,
        'cors-check/99 is not a step of the standard at commit 586cd2a',
      );
    }
  });

  it('throw for the reason of a step that does not refuse', () => {
    expect(() => reasonOf('cors-check/1')).to.throw(RangeError, 'cors-check/1 has no reason');
    expect(() => reasonOf('cors-safelisted-method')).to.throw(RangeError, 'has no reason');
  });
});
