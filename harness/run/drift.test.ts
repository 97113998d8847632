import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { http, HttpResponse } from 'msw';
import { expect, it, onTestFinished } from 'vitest';
import { testWorker } from '../exercise/worker/worker.test-support.ts';
import type { Worker } from '../exercise/worker/worker.ts';
import { nameOfDocument, recordDrift } from './drift.ts';
import { describeNotes } from './testing/describe-notes.ts';
import { createNotes } from './testing/notes.ts';
import { onSocket } from './testing/on-socket.ts';

const document = {
  openapi: '3.0.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/new': {
      get: { responses: { 200: { description: 'all' } } },
      delete: { responses: { 204: { description: 'gone' } } },
    },
  },
};

/** Opens a worker on a deployment whose OpenAPI document needs a session. */
async function workerWith(openApi: string): Promise<Worker> {
  const notes = createNotes(() => '1');
  const own = http.get('*/openapi.json', ({ request }) =>
    notes.viewer(request) === undefined
      ? HttpResponse.json({}, { status: 401 })
      : HttpResponse.json(document),
  );
  const broken = http.get('*/broken', () => HttpResponse.text('<p>'));
  const url = await onSocket([own, broken, ...notes.handlers]);
  return (await testWorker({ ...describeNotes(url), openApi })).worker;
}

async function drift(worker: Worker): Promise<object[]> {
  await recordDrift(worker);
  return worker.recorded.facts.filter(
    ({ fact }) => fact === 'uncovered' || fact === 'document-read',
  );
}

const phase = 'before-update';
const found = [
  { fact: 'uncovered', phase, surface: 'GET /new' },
  { fact: 'uncovered', phase, surface: 'DELETE /new', dataless: true },
  { fact: 'document-read', phase, why: null, whole: true },
];

it('reads a document that needs a session', async () => {
  const worker = await workerWith('/openapi.json');
  await worker.signIn(await worker.createAccount({ cohort: {} }));
  expect(await drift(worker)).toMatchObject(found);
});

it('reads a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drift-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  expect(await drift(await workerWith(pathToFileURL(file).href))).toMatchObject(found);
});

it.each([
  ['/openapi.json', 'answered 401'],
  ['/broken', '/broken is no OpenAPI document'],
  ['http://evil.example/openapi.json', 'does not belong to the deployment'],
  ['file:///nowhere/openapi.json', 'ENOENT'],
])('says why %s cannot be read', async (openApi, why) => {
  const facts = await drift(await workerWith(openApi));
  expect(facts).toMatchObject([{ fact: 'document-read', why: expect.stringContaining(why) }]);
});

it('names a document by its path or its file', () => {
  expect(nameOfDocument('/openapi.json?key=secret')).toBe('/openapi.json');
  expect(nameOfDocument('file:///home/ada/openapi.yaml')).toBe('openapi.yaml');
});
