import { expect } from 'chai';
import { processDataURL } from './data-url.ts';

describe('data: URLs', () => {
  const cases: [url: string, type: string | null, body?: string][] = [
    ['data:,x', 'text/plain;charset=US-ASCII', 'x'],
    ['data:text/html,<p>', 'text/html', '<p>'],
    ['DATA:Text/HTML;a="b c" ,x', 'text/html;a="b c"', 'x'],
    ['data:%20text/css%20,x', '%20text/css%20', 'x'],
    ['data: text/css ,x', 'text/css', 'x'],
    ['data:nonsense,x', 'text/plain;charset=US-ASCII', 'x'],
    ['data:;charset=UTF-8,x', 'text/plain;charset=UTF-8', 'x'],
    ['data:text/plain,a,b', 'text/plain', 'a,b'],
    ['data:text/plain,a?b=c#de', 'text/plain', 'a?b=c'],
    ['data:text/plain,a?b=c#', 'text/plain', 'a?b=c'],
    ['data:text/plain,%41%fF%4', 'text/plain', 'A\xff%4'],
    ['data:text/plain,é', 'text/plain', '\xc3\xa9'],
    ['data:text/plain,', 'text/plain', ''],
    ['data:text/plain;base64,QUI=', 'text/plain', 'AB'],
    ['data:text/plain;  BASE64,QU I', 'text/plain', 'AB'],
    ['data:;base64,%51UI', 'text/plain;charset=US-ASCII', 'AB'],
    ['data:;a=b;base64,QUI', 'text/plain;a=b', 'AB'],
    ['data: ;a=b,x', 'text/plain;a=b', 'x'],
    ['data:;base64 ,QUI', 'text/plain;charset=US-ASCII', 'AB'],
    ['data:;  base64,QUI', 'text/plain;charset=US-ASCII', 'AB'],
    ['data:text/plain;a="b c"; base64,QUI', 'text/plain;a="b c"', 'AB'],
    ['data:base64,QUI', 'text/plain;charset=US-ASCII', 'QUI'],
    ['data:text/plain;base64;a=b,QUI', 'text/plain;a=b', 'QUI'],
    ['data:text/plain;base64,A', null],
    ['data:text/plain;base64,QU*I', null],
    ['data:text/plain', null],
    ['data:', null],
  ];
  for (const [url, type, body] of cases) {
    it(`${url} ${type === null ? 'fails' : `is ${type}`}`, () => {
      const struct = processDataURL(new URL(url));
      if (type === null || struct === 'failure') {
        expect([struct, type]).to.deep.equal(['failure', null]);
        return;
      }
      expect([struct.mimeType.toString(), struct.body]).to.deep.equal([type, body]);
    });
  }
});
