import { expect } from 'chai';
import { combinedHeaders } from './http2-headers.ts';

describe('combined header lines', () => {
  it('are lists', () => {
    expect(combinedHeaders({ ':method': 'GET', 'x-a': ['1', '2'] })).to.deep.equal({
      ':method': 'GET',
      'x-a': '1, 2',
    });
  });

  it('do not end in a space, which HTTP/2 forbids', () => {
    expect(combinedHeaders({ 'x-a': ['1', ''], 'x-b': [''] })).to.deep.equal({
      'x-a': '1,',
      'x-b': '',
    });
  });
});
