import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Paged } from '../exercise/rows/take-pages.ts';
import { nextPage, readAskedPages } from './next-page.ts';

const home = new URL('https://clinic.test/api');

/** An answer as `curl --include` writes it. */
const answerOf = (body: unknown, head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json') =>
  `${head}\r\n\r\n${JSON.stringify(body)}`;

/** What follows pages with these answers, the first of which was asked for at `url`. */
async function after(
  pages: readonly (readonly [url: string, answer: string])[],
  surface: Paged = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [index, [url, answer]] of pages.entries()) {
    await writeFile(join(folder, `${index + 1}.url`), url);
    await writeFile(join(folder, `${index + 1}.answer`), answer);
  }
  const next = await nextPage(surface, await readAskedPages(folder), home);
  return next !== null && 'url' in next ? next.url.href : next;
}

const list = 'http://127.0.0.1:4600/visits?limit=1';

describe('the next page', () => {
  it('is told by the answers, after interim ones, where the first page was asked for', async () => {
    const head =
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200\r\nlink: <https://clinic.test/visits?a=1>; rel="next"';
    expect(await after([[list, answerOf([{ id: 'v1' }], head)]])).toBe(
      'http://127.0.0.1:4600/visits?a=1',
    );
  });

  it('is guessed as in a run, one after the other, until there is none', async () => {
    const first = [list, answerOf([{ id: 'v1' }])] as const;
    const one = await after([first]);
    expect(one).toBe(`${list}&page=1`);
    const two = await after([first, [`${list}&page=1`, answerOf([{ id: 'v1' }])]]);
    expect(two).toBe(`${list}&page=2`);
    expect(
      await after([
        first,
        [`${list}&page=1`, answerOf([{ id: 'v1' }])],
        [`${list}&page=2`, answerOf([])],
      ]),
    ).toBeNull();
  });

  it.each([
    ['nothing leads anywhere', list, [{ id: 'v1' }], {}, 'set `next` on the surface'],
    ['it is on another host', 'http://x.test/a', { items: [], next: 'http://y.test/' }, {}, 'host'],
    ['there are more pages', 'http://x.test/a', { items: [], hasMore: true }, {}, 'more rows'],
    ['`next` fails', 'http://x.test/a', [], { next: () => JSON.parse('') }, '`next` function'],
  ])('is not known where %s', async (_, url, body, surface, why) => {
    const asked: [string, string][] = [[url, answerOf(body)]];
    for (;;) {
      const next = await after(asked, surface);
      if (typeof next === 'string') asked.push([next, answerOf(body)]);
      else {
        expect(next).toMatchObject({ why: expect.stringContaining(why) });
        return;
      }
    }
  });
});
