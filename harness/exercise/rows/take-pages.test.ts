import { describe, expect, it } from 'vitest';
import type { Delivered } from '../http/deliver.ts';
import { takePages } from './take-pages.ts';

type Answer = { status?: number | null; failure?: string; body?: unknown; text?: string };

const url = new URL('http://any.invalid/graphql');
const query = 'query ($page: Int) { visits(page: $page) { id } }';

function delivered({ status = 200, failure, body, text }: Answer): Delivered {
  const bytes = Buffer.from(text ?? JSON.stringify(body ?? {}));
  return {
    url,
    redirect: null,
    body: bytes,
    delivery: {
      status,
      headers: { 'content-type': 'application/json' },
      setCookie: [],
      bytes: bytes.length,
      truncated: false,
      failure: failure ?? null,
      sentAt: 0,
      answeredAt: 0,
    },
  };
}

const visits = (...ids: string[]): Answer => ({
  body: { data: { visits: ids.map((id) => ({ id })) } },
});

/** Takes a list of GraphQL that is asked for by pages, of which nothing tells how long they are. */
async function taken(second: Answer, beyond: Answer = second) {
  const asked: unknown[] = [];
  const { why, truncated, rows } = await takePages(
    {},
    { url, json: { query, variables: {} } },
    async ({ json }) => {
      asked.push(json);
      const { page } = (json as { variables: { page?: number } }).variables;
      const answer = page === undefined ? visits('a', 'b') : page === 1 ? second : beyond;
      return { delivered: delivered(answer), inspected: null };
    },
  );
  expect(asked.length).toBeGreaterThan(1);
  return { why, truncated, rows };
}

describe('a GraphQL list of which nothing says whether there is another page', () => {
  it.each<[string, Answer]>([
    ['gives the same again', visits('a', 'b')],
    ['has none', visits()],
    ['refuses the next', { body: { errors: [{ message: 'no such page' }] } }],
    [
      'does not take the next',
      { status: 400, body: { errors: [{ message: 'page: at least 1' }] } },
    ],
    ['does not find the next', { status: 404 }],
  ])('is whole where it %s', async (_, second) => {
    expect(await taken(second)).toEqual({ why: null, truncated: false, rows: 2 });
  });

  const failing = { errors: [{ message: 'oops', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };
  it.each<[string, Answer, RegExp]>([
    ['fails', { status: 500 }, /^page 2: status 500$/],
    ['is asked too often', { status: 429 }, /^page 2: status 429$/],
    [
      'is not reached',
      { status: null, failure: 'no answer came within 5 s' },
      /^page 2: no answer/,
    ],
    ['breaks off', { text: '{"data":{"visits":[{"id"' }, /^page 2: the list is not valid JSON$/],
    ['says that it failed', { body: failing }, /^page 2: the answer holds no list/],
    ['has signed us out', { status: 401 }, /^page 2: status 401$/],
  ])('is not known to be whole where it %s', async (_, second, why) => {
    expect(await taken(second)).toEqual({
      why: expect.stringMatching(why),
      truncated: true,
      rows: 2,
    });
  });

  it('is not known to be whole where one of two ways to ask failed', async () => {
    expect(await taken({ status: 500 }, visits('a', 'b'))).toMatchObject({ truncated: true });
    // It may count its pages from 0 on, and the second is missing.
    const beyond = await taken({ status: 500 }, visits('c'));
    expect(beyond).toEqual({ why: 'page 2: status 500', truncated: true, rows: 3 });
  });
});
