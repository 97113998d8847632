import type { IncomingMessage } from 'node:http';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import {
  deploy,
  describeDeployment,
  testWorker,
} from '../harness/exercise/worker/worker.test-support.ts';
import type { Routes } from '../harness/exercise/worker/worker.test-support.ts';
import { type Attempt, type Definition, openGuardedContext } from '../harness/index.ts';
import { launch } from '../harness/media/browser.test-support.ts';
import { watchContext } from './watch.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

const signed = '/file?sig=Zk3vQ9xT1bW7pLs8Hn2RfYc6Zk3vQ9xT1bW7pLs8Hn2RfYc6';
const worker = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.url.endsWith('/by-worker')) event.respondWith(fetch('/of-worker'));
});`;

type Sending = { method?: string; headers?: Record<string, string>; body?: string };
type Asked = { path: string; headers: IncomingMessage['headers'] };
type Opening = (of: { url: string; hosts: string[] }) => Promise<BrowserContext>;

const plain: Opening = async ({ url }) => browser.newContext({ baseURL: url });
const guardedWith =
  (options: BrowserContextOptions): Opening =>
  async (of) =>
    openGuardedContext(browser, of, { baseURL: of.url, ...options }, () => undefined);
const guarded = guardedWith({});

/** A deployment with a page that is open in a browser, and another origin beside it; both keep what they were asked. */
async function open({
  context: opening = guarded,
  ...more
}: Partial<Definition> & { context?: Opening } = {}) {
  const asked: Asked[] = [];
  const keep = ({ url = '', headers }: IncomingMessage) => asked.push({ path: url, headers });
  let own = '';
  const { url: other } = await deploy({
    '*': (_, request, response) => {
      keep(request);
      response.setHeader('access-control-allow-origin', '*');
      if (request.url === '/back') response.writeHead(302, { location: `${own}/returned` }).end();
      else if (request.url === '/page') response.setHeader('content-type', 'text/html').end();
      else response.end('other');
    },
  });
  const sends =
    (status: number, headers: Record<string, string>, body = ''): Routes[string] =>
    (_, request, response) => {
      keep(request);
      response.writeHead(status, { 'access-control-allow-origin': '*', ...headers }).end(body);
    };
  const sockets = new WebSocketServer({ noServer: true });
  const deployment = await deploy(
    {
      'GET /page': sends(200, { 'content-type': 'text/html' }, '<h1>Notes</h1>'),
      'GET /hop': sends(302, { location: '/landed', 'set-cookie': 'hop=1' }),
      'GET /away': sends(302, { location: `${other}/elsewhere` }),
      'GET /away-page': sends(302, { location: `${other}/page` }),
      'GET /there-and-back': sends(302, { location: `${other}/back` }),
      'GET /to-signed': sends(302, { location: signed }),
      'GET /kept': sends(200, { 'cache-control': 'max-age=600' }, 'kept'),
      'GET /save': sends(200, { 'content-disposition': 'attachment; filename=a.txt' }, 'saved'),
      'GET /live': sends(200, { 'content-type': 'text/event-stream' }, 'data: 1\n\n'),
      'GET /worker.js': sends(200, { 'content-type': 'text/javascript' }, worker),
      '*': sends(200, { 'content-type': 'application/json' }, '{}'),
    },
    (_, request, ...rest) => {
      keep(request);
      sockets.handleUpgrade(request, ...rest, () => undefined);
    },
  );
  const { worker: chaperone } = await testWorker(
    describeDeployment(deployment.url, { hosts: [new URL(other).host], ...more }),
  );
  const { url } = chaperone.plan;
  own = url;
  const context = await opening({ url, hosts: [new URL(other).host] });
  onTestFinished(async () => context.close());
  const watch = watchContext(chaperone, context);
  const page = await watch.openPage();
  await page.goto('/page');
  const fetches = async (address: string, init: Sending = {}) =>
    page.evaluate(
      async ([at, how]) =>
        fetch(at, how).then(
          async (response) => response.text(),
          () => 'failed',
        ),
      [address, init] as const,
    );
  const attempts = async () => watch.record(null, null);
  return { page, fetches, other, url, attempts, asked };
}

const traceOf = (asked: readonly Asked[], path: string): string[] =>
  asked
    .filter((one) => one.path === path)
    .map(({ headers }) => headers['traceparent']?.toString() ?? 'none');
const attemptAt = (attempts: readonly Attempt[], surface: string) =>
  attempts.find((attempt) => attempt.surface === surface);
const format = /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/;

describe('a request of a page', () => {
  it('to the own origin carries a trace, which its attempt names', async () => {
    const { fetches, attempts, asked } = await open();
    await fetches('/data', { method: 'POST', body: 'x' });
    const recorded = await attempts();
    for (const [path, surface] of [
      ['/page', 'GET /page'],
      ['/data', 'POST /data'],
    ] as const) {
      const [sent = ''] = traceOf(asked, path);
      expect(sent).toMatch(format);
      expect(attemptAt(recorded, surface)?.trace).toBe(sent.split('-')[1]);
    }
    expect(new Set(recorded.map(({ trace }) => trace)).size).toBe(recorded.length);
  });

  it('carries one at each step of a redirect there, and the cookie that a step set', async () => {
    const { fetches, attempts, asked } = await open();
    await fetches('/hop');
    const steps = ['/hop', '/landed'].map((path) => traceOf(asked, path)[0]);
    expect(steps).toEqual([expect.stringMatching(format), expect.stringMatching(format)]);
    const recorded = await attempts();
    expect(steps.map((step) => step?.split('-')[1])).toEqual(
      ['GET /hop', 'GET /landed'].map((surface) => attemptAt(recorded, surface)?.trace),
    );
    expect(asked.find(({ path }) => path === '/landed')?.headers.cookie).toBe('hop=1');
  });

  it.each(['plain', 'guarded'])('carries none to another origin (%s)', async (kind) => {
    const { page, fetches, other, attempts, asked } = await open({
      context: kind === 'plain' ? plain : guarded,
    });
    // An answer that the page may read, although the other origin allows it no header.
    expect(await fetches(`${other}/direct`)).toBe('other');
    expect(await fetches('/away')).toBe('other');
    expect(await fetches('/there-and-back')).toBe('{}');
    await page.goto('/away-page');
    const here = ['/away', '/there-and-back', '/away-page'].flatMap((path) => traceOf(asked, path));
    expect(here).toEqual(here.map(() => expect.stringMatching(format)));
    expect(here).toHaveLength(3);
    const there = ['/direct', '/elsewhere', '/back', '/page', '/returned'].map(
      (path) => traceOf(asked, path).at(-1) ?? 'never asked',
    );
    expect(there).toEqual(there.map(() => 'none'));
    // Nor does more of the page's address come along than without a trace.
    for (const path of ['/elsewhere', '/back'])
      expect(asked.find((one) => one.path === path)?.headers.referer).toMatch(/^[^/]+\/\/[^/]+\/$/);
    expect(attemptAt(await attempts(), 'GET /returned')).not.toHaveProperty('trace');
  });

  it('from another origin carries none, and needs no leave for one', async () => {
    const { page, fetches, other, url, asked } = await open();
    await page.goto(`${other}/page`);
    expect(await fetches(`${url}/data`)).toBe('{}');
    expect(traceOf(asked, '/data')).toEqual(['none']);
  });

  it('carries none with a signed address', async () => {
    const { fetches, attempts, asked } = await open();
    await fetches(signed);
    await fetches('/to-signed');
    expect(traceOf(asked, signed)).toEqual(['none', 'none']);
    expect(traceOf(asked, '/to-signed')).toEqual([expect.stringMatching(format)]);
    const recorded = (await attempts()).filter(({ surface }) => surface.startsWith('GET /file'));
    expect(recorded.map(({ trace }) => trace)).toEqual([undefined, undefined]);
  });

  it('keeps a trace of the page’s own, which is not named', async () => {
    const { fetches, attempts, asked } = await open();
    const theirs = `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01`;
    await fetches('/data', { headers: { traceparent: theirs } });
    expect(traceOf(asked, '/data')).toEqual([theirs]);
    expect(attemptAt(await attempts(), 'GET /data')).not.toHaveProperty('trace');
  });

  it('carries none where the definition turned it off', async () => {
    const { fetches, attempts, asked } = await open({ tracing: false });
    await fetches('/data');
    expect(['/page', '/data'].flatMap((path) => traceOf(asked, path))).toEqual(['none', 'none']);
    expect((await attempts()).filter(({ trace }) => trace !== undefined)).toEqual([]);
  });

  it('is else the same: the headers of a context, and those of the browser', async () => {
    const context = guardedWith({ extraHTTPHeaders: { 'x-tenant': 'a' }, userAgent: 'Phone' });
    const [on, off] = [await open({ context }), await open({ context, tracing: false })];
    const sent = async ({ fetches, asked, url }: typeof on) => {
      await fetches('/data', { method: 'POST', headers: { range: 'bytes=0-1' }, body: 'x' });
      return asked
        .filter(({ path }) => path === '/page' || path === '/data')
        .map(({ headers }) => ({ ...headers, traceparent: undefined }))
        .map((headers) => JSON.parse(JSON.stringify(headers).replaceAll(new URL(url).host, 'own')));
    };
    const traced = await sent(on);
    expect(traced).toEqual(await sent(off));
    expect(traced).toMatchObject([
      { 'x-tenant': 'a', 'user-agent': 'Phone' },
      { 'x-tenant': 'a', 'user-agent': 'Phone', range: 'bytes=0-1' },
    ]);
  });
});

it('a trace leaves the browser’s cache as it is', async () => {
  const { fetches, attempts, asked } = await open({ context: plain });
  expect([await fetches('/kept'), await fetches('/kept')]).toEqual(['kept', 'kept']);
  expect(traceOf(asked, '/kept')).toEqual([expect.stringMatching(format)]);
  const seen = (await attempts()).filter(({ surface }) => surface === 'GET /kept');
  // What came of the cache was asked of nobody.
  expect(seen.map(({ trace }) => trace !== undefined)).toEqual([true, false]);
});

it('a trace keeps no page from event streams, downloads, WebSockets and service workers', async () => {
  const { page, fetches, asked } = await open();
  const heard = page.evaluate(async () => {
    const next = async (source: EventTarget, event: string) =>
      new Promise((resolve) => {
        source.addEventListener(event, () => resolve(event), { once: true });
      });
    return [
      await next(new EventSource('/live'), 'message'),
      await next(new WebSocket('/socket'), 'open'),
    ];
  });
  expect(await heard).toEqual(['message', 'open']);
  expect(['/live', '/socket'].map((path) => traceOf(asked, path)[0])).toEqual([
    expect.stringMatching(format),
    'none',
  ]);
  const download = page.waitForEvent('download');
  await page.evaluate(() => location.assign('/save'));
  expect(await (await download).failure()).toBeNull();
  expect(traceOf(asked, '/save')).toEqual([expect.stringMatching(format)]);
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve);
    });
    await navigator.serviceWorker.register('/worker.js');
    await controlled;
  });
  expect(await fetches('/by-worker')).toBe('{}');
  expect(traceOf(asked, '/of-worker')).toEqual(['none']);
});

it('what a page of another origin asks for is traced only where it does not name its origin', async () => {
  const { page, other, url, asked } = await open();
  await page.goto(`${other}/page`);
  await page.evaluate(async (at) => {
    await new Promise((resolve) => {
      const image = new Image();
      image.addEventListener('error', resolve);
      image.src = `${at}/image`;
    });
    await fetch(`${at}/silent`, { mode: 'no-cors' });
    await fetch(`${at}/named`);
  }, url);
  expect(['/image', '/silent', '/named'].map((path) => traceOf(asked, path))).toEqual([
    [expect.stringMatching(format)],
    [expect.stringMatching(format)],
    ['none'],
  ]);
});
