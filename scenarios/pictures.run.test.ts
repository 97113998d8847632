import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import {
  deploy,
  describeDeployment,
  person,
  testWorker,
} from '../harness/exercise/worker/worker.test-support.ts';
import type { Deployment } from '../harness/exercise/worker/worker.test-support.ts';
import { launch } from '../harness/media/browser.test-support.ts';
import { openWatched } from './watch.test-support.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

/** A page with the viewer's own notes, and with everybody's where that is not checked. */
function notesPage(isChecked: boolean) {
  return (deployment: Deployment, ...[request, response]: Parameters<Route>) => {
    const viewer = deployment.viewer(request);
    const shown = deployment.notes.filter(({ owner }) => !isChecked || owner === viewer);
    const rows = shown.map(({ text }) => `<li>${text}</li>`).join('');
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<ul>${rows}</ul>`);
  };
}

type Route = Parameters<typeof deploy>[0][string] extends (
  deployment: Deployment,
  ...rest: infer Rest
) => unknown
  ? (...rest: Rest) => unknown
  : never;

/** What Bob's browser shows him of his notes and, where that is not checked, of Ann's; and what was kept of it. */
async function shown({ isChecked = false, times = 1 } = {}) {
  const { url } = await deploy({ 'GET /notes': notesPage(isChecked) });
  const folder = await mkdtemp(join(tmpdir(), 'pictures-test-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  const { worker, history } = await testWorker(describeDeployment(url), { folder });
  const [, bob] = [await person(worker), await person(worker)];
  const { page, session, watch } = await openWatched(browser, worker, bob.account);
  await page.goto('/notes');
  const attempts = [];
  for (let time = 0; time < times; time += 1)
    attempts.push(await watch.show(page, session, { gives: 'list', thing: null, granted: true }));
  await worker.close();
  const place = join(folder, 'pictures');
  return { attempts, place, files: await readdir(place).catch(() => []), history };
}

it('keeps a picture of the page that shows a token of another', async () => {
  const { attempts, files, place, history } = await shown();
  const [attempt] = attempts;
  expect(attempt?.picture).toMatch(new RegExp(String.raw`^${attempt?.id}\.[0-9a-f]{16}\.png$`));
  expect(files).toEqual([attempt?.picture]);
  const content = await readFile(join(place, files[0] ?? ''));
  const digest = createHash('sha256').update(content).digest('hex');
  expect(attempt?.picture).toContain(digest.slice(0, 16));
  expect(await history()).toContain(digest.slice(0, 16));
});

it('keeps none of a page that shows one’s own', async () => {
  expect(await shown({ isChecked: true })).toMatchObject({ files: [] });
});

it('keeps a few of each surface', async () => {
  const { attempts, files } = await shown({ times: 5 });
  expect(files).toHaveLength(3);
  expect(attempts.map(({ picture }) => picture !== undefined)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
