import { expect, it } from 'vitest';
import { changeRequest, describeChange } from './request-change.ts';

const plain = {
  method: 'GET',
  url: new URL('http://clinic.test/notes/a%20b?limit=1'),
  headers: { accept: 'x' },
};

it('changes path, query, method and headers, and stays on the host', () => {
  const change = {
    name: 'odd',
    method: 'HEAD',
    path: (path: string) => `/${path}`,
    query: { page: '0', limit: '2' },
    headers: { 'X-Odd': '1' },
  } as const;
  const { url, method, headers } = changeRequest(plain, change);
  expect(url.href).toBe('http://clinic.test//notes/a%20b?limit=2&page=0');
  expect([method, headers]).toEqual(['HEAD', { accept: 'x', 'x-odd': '1' }]);
  expect(plain.url.href).toBe('http://clinic.test/notes/a%20b?limit=1');
});

it('records how the request was sent, without anything that may be a secret', () => {
  const told = (change: Parameters<typeof describeChange>[1]) =>
    describeChange(changeRequest(plain, change), change);
  expect(told({ name: 'odd', headers: { 'X-Forwarded-For': '127.0.0.1' } })).toEqual({
    method: 'GET',
    path: '/notes/a%20b?limit=1',
    elsewhere: false,
    headers: { 'x-forwarded-for': '127.0.0.1' },
  });
  const secret = { authorization: 'Bearer 8f14e45fceea167a5a36dedd4bea2543' };
  expect(told({ name: 'odd', headers: secret })).toMatchObject({ path: null, headers: {} });
  const cursor = { name: 'odd', query: { cursor: 'of somebody' }, hidesQuery: true };
  expect(JSON.stringify(told(cursor))).not.toContain('somebody');
  expect(told({ name: 'odd', ids: { note: 'x' } })).toMatchObject({ elsewhere: true });
});

it('drops the body when the method changes', () => {
  const post = { ...plain, method: 'POST', body: '{}' };
  expect(changeRequest(post, { name: 'odd', method: 'OPTIONS' }).body).toBeUndefined();
  expect(changeRequest(post, { name: 'odd', query: { a: '1' } }).body).toBe('{}');
});

it('changes a JSON body, or sends its fields in the query', () => {
  const post = { ...plain, method: 'POST', body: '{"query":"{a}","variables":{"id":"x"}}' };
  const json = (body: unknown) => [body];
  const change = { name: 'odd', json };
  expect(changeRequest(post, change).body).toBe(`[${post.body}]`);
  expect(describeChange(changeRequest(post, change), change)).toMatchObject({
    body: `[${post.body}]`,
  });
  const hidden = { ...change, hidesQuery: true };
  expect(describeChange(changeRequest(post, hidden), hidden)).not.toHaveProperty('body');
  const { url, body } = changeRequest(post, {
    name: 'odd',
    method: 'GET',
    inQuery: true,
    json: (same) => same,
  });
  expect(body).toBeUndefined();
  expect(url.searchParams.get('query')).toBe('{a}');
  expect(url.searchParams.get('variables')).toBe('{"id":"x"}');
});
