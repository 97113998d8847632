import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { person, startWorker } from '../harness/exercise/worker/worker.test-support.ts';
import type { Routes } from '../harness/exercise/worker/worker.test-support.ts';
import { launch } from '../harness/media/browser.test-support.ts';
import { openWatched } from './watch.test-support.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

/** Opens a page that begins to receive what stands at `path`, by `script`, and records what came. */
async function recordedAt(path: string, script: string, routes: Routes, patience?: number) {
  const { worker } = await startWorker({}, routes);
  const { account } = await person(worker);
  const opened = await openWatched(browser, worker, account, { patience });
  await begin(opened.page, path, script);
  const attempts = await opened.watch.record(opened.session, null);
  const find = (surface: string) => attempts.find((attempt) => attempt.surface === surface);
  return { seen: find(`GET ${path}`), page: find('GET /page') };
}

async function begin(page: Page, path: string, script: string) {
  const answered = page.waitForResponse((response) => response.url().endsWith(path));
  await page.goto('/page');
  await page.evaluate(script);
  await answered;
}

const page: Routes = {
  'GET /page': (_, __, response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Notes</h1>'),
};

it('does not wait for an event stream that stays open, and says that it was not looked at', async () => {
  const { seen, page: document } = await recordedAt('/live', "new EventSource('/live')", {
    ...page,
    'GET /live': (_, __, response) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
  });
  expect(seen).toMatchObject({
    outcome: 'unclear',
    why: 'an event stream, whose messages are not looked at in a browser',
  });
  expect(document?.why).not.toContain('event stream');
});

it('does not wait for ever for an answer that does not end', async () => {
  const patience = 200;
  const { seen } = await recordedAt(
    '/slow',
    "void fetch('/slow')",
    {
      ...page,
      'GET /slow': (_, __, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).write('{"half": '),
    },
    patience,
  );
  expect(seen).toMatchObject({
    outcome: 'unclear',
    why: 'it had not ended when it was looked at',
  });
});

it('does not ask for a body that is said to be too long', async () => {
  const { seen } = await recordedAt('/long', "void fetch('/long')", {
    ...page,
    'GET /long': (_, __, response) =>
      void response.writeHead(200, { 'content-length': 33 * 1024 * 1024 }).write('first'),
  });
  expect(seen).toMatchObject({
    outcome: 'unclear',
    why: 'it was longer than the 32 MiB that are looked at',
  });
});
