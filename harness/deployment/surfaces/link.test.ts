import { describe, expect, it } from 'vitest';
import { link } from './surfaces.ts';

describe('link', () => {
  it('has a readable id, and needs the ids of the answer that holds it', () => {
    const made = link('GET /api/recordings/{recording}', '$.mediaUrl', {
      gives: 'stream',
      lasts: 60,
      bearer: true,
    });
    expect(made).toMatchObject({
      id: 'GET /api/recordings/{recording} → $.mediaUrl',
      gives: 'stream',
      method: 'GET',
      path: '/api/recordings/{recording}',
      needs: ['recording'],
      variants: ['range'],
      link: { from: 'GET /api/recordings/{recording}', at: '$.mediaUrl', lasts: 60, bearer: true },
    });
  });

  it('may be found by a function in an answer that holds the links of several things', () => {
    const made = link('GET /api/recordings#media', () => null, {
      gives: 'read',
      needs: ['recording'],
      variants: [],
    });
    expect(made).toMatchObject({
      id: 'GET /api/recordings#media → link',
      path: '/api/recordings',
      needs: ['recording'],
      variants: [],
    });
  });

  it.each([
    ['whose it is cannot be told', () => link('GET /api/me', '$.url', { gives: 'stream' })],
    ['its address is at no JSON path', () => link('GET /a/{b}', 'mediaUrl', { gives: 'stream' })],
    [
      'lasts is no number of seconds',
      () => link('GET /a/{b}', '$.url', { gives: 'stream', lasts: 0 }),
    ],
    [
      'unknown field "last"',
      () => link('GET /a/{b}', '$.url', Object.assign({ gives: 'stream' } as const, { last: 60 })),
    ],
  ])('refuses where %s', (problem, make) => {
    expect(make).toThrow(problem);
  });
});
