import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../../media/browser.test-support.ts';
import { crawl } from './crawl.ts';

/** Serves pages by path, and notes which paths were requested. */
async function serve(pages: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const page = pages[path] ?? pages[path.replace(/\d+/, 'N')];
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' });
    response.end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { asked, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

describe('crawl', () => {
  it('follows safe links, nearest first, each template twice, and loads media of pages', async () => {
    const many = [1, 2, 3, 4].map((id) => `<a href="/visit/${id}">visit</a>`).join('');
    const server = await serve({
      '/': `${many}<a href="/deep">more</a><a href="/sign-out">bye</a><a href="#x">here</a>`,
      '/deep': '<a href="/">home</a><a href="/deeper">still</a><a href="https://other.test/">x</a>',
      '/deeper': '<video src="/film" preload="none"></video>',
      '/visit/N': '<a href="/visit/1/delete">delete</a>',
    });
    const page = await browser.newPage();
    await page.goto(server.url);
    const options = {
      pages: 50,
      signal: new AbortController().signal,
      templateOf: (address: string) => address.replace(/\d+$/, '{}'),
    };
    const result = await crawl(page, options);
    await page.close();
    server.close();
    const pages = server.asked.filter((path) => path !== '/favicon.ico');
    expect(new Set(pages)).toEqual(
      new Set(['/', '/visit/1', '/visit/2', '/deep', '/deeper', '/film']),
    );
    expect(result).toEqual({ opened: 5, left: 0 });
  });

  it('opens no more pages than the limit, and says how many it left out', async () => {
    const links = ['a', 'b', 'c'].map((path) => `<a href="/${path}">${path}</a>`).join('');
    const server = await serve({ '/': links, '/a': '', '/b': '', '/c': '' });
    const page = await browser.newPage();
    await page.goto(server.url);
    const { signal } = new AbortController();
    const result = await crawl(page, { pages: 2, signal, templateOf: (address) => address });
    await page.close();
    server.close();
    expect(result).toEqual({ opened: 2, left: 2 });
  });
});
