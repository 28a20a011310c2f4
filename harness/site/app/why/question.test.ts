import { expect } from 'chai';
import { routeOf } from '../route.ts';
import { addressOf, emptyQuestion, fetchOf, type Question, questionOf } from './question.ts';

const whole: Question = {
  message: 'blocked by CORS policy: "x"',
  page: 'https://app.example',
  url: 'https://api.example/?a=1&b=#/c',
  method: 'PUT',
  headers: 'A: 1\nB: é & "x"',
  credentials: 'include',
  mode: 'no-cors',
  redirect: 'manual',
  hasBody: true,
  isUpload: true,
  preflights: ['204\nA: 1', '', '200'],
  responses: ['302\nLocation: /?x=1', '200'],
};

describe('a question', () => {
  for (const question of [emptyQuestion, whole]) {
    it(`is in its address: ${addressOf(question).slice(0, 40)}`, () => {
      expect(questionOf(routeOf(addressOf(question)).params)).to.deep.equal(question);
    });
  }

  it('has a short address if nothing is asked', () => {
    expect(addressOf(emptyQuestion)).to.equal('#/');
  });

  it('takes no mode from an address that is not one', () => {
    const { mode, credentials, redirect } = questionOf(
      new URLSearchParams('mode=navigate&credentials=x&redirect='),
    );
    expect([mode, credentials, redirect]).to.deep.equal(['cors', 'same-origin', 'follow']);
  });

  const asked = { ...emptyQuestion, page: 'https://app.example', url: 'https://api.example/' };
  const pages: [page: string, origin: string | undefined][] = [
    ['https://app.example', 'https://app.example'],
    [' null ', 'null'],
    ['https://app.example/a/b?c', 'https://app.example'],
    ['HTTPS://APP.example:443', 'https://app.example'],
    ['', undefined],
    ['app.example', undefined],
    ['javascript:alert(1)', undefined],
  ];
  for (const [page, origin] of pages) {
    it(`has the origin ${origin} of the page ${JSON.stringify(page)}`, () => {
      expect(fetchOf({ ...asked, page }).fetch?.origin).to.equal(origin);
    });
  }

  it('names the fields that cannot be read', () => {
    const { mistakes } = fetchOf({ ...asked, page: 'x', url: 'http://', headers: 'x' });
    expect(Object.keys(mistakes)).to.deep.equal(['page', 'url', 'headers']);
  });

  it('takes a URL relative to the page', () => {
    expect(fetchOf({ ...asked, url: '/items' }).fetch?.url).to.equal('/items');
  });
});
