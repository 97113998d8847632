import { gzipSync, brotliCompressSync, constants } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { list, none, noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

type Hostile = (request: IncomingMessage, response: ServerResponse) => void;

/** More blanks than are read of an answer, packed. */
const blanks = Buffer.alloc(96 * 1024 * 1024, ' ');
const bomb = gzipSync(blanks, { level: 9 });
const brotli = brotliCompressSync(blanks, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

/** Sends chunks for as long as somebody takes them. */
function endless(response: ServerResponse, chunk: () => string | Buffer): void {
  const write = (): void => {
    while (!response.destroyed && response.write(chunk()));
  };
  response.on('drain', write);
  write();
}

const mebibyte = Buffer.alloc(1024 * 1024, 'x');

/** What answers of a deployment may do to whoever asks. */
const answers: readonly (readonly [string, Hostile])[] = [
  ['never come', () => undefined],
  ['begin and never end', (_, response) => void response.writeHead(200).write('{"a":')],
  [
    'drip',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    },
  ],
  [
    'have no end',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      endless(response, () => mebibyte);
    },
  ],
  [
    'are a bomb in gzip',
    (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  ],
  [
    'are a bomb in brotli',
    (_, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end(brotli),
  ],
  ['are errors', (_, response) => json(response, { error: 'down for maintenance' }, 500)],
  [
    'are the same page',
    (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Acme</title><div id="app"></div>'),
  ],
  [
    'redirect to themselves',
    (request, response) => void response.writeHead(302, { location: request.url ?? '/' }).end(),
  ],
  [
    'redirect on and on',
    (request, response) =>
      void response.writeHead(302, { location: `?and=${Math.random()}` }).end(),
  ],
  [
    'go on page after page',
    (request, response) =>
      json(response, {
        items: [{ id: Math.random().toString(36) }],
        next: `${(request.url ?? '').split('?')[0]}?cursor=${Math.random()}`,
      }),
  ],
  [
    'are nested a million deep',
    (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('['.repeat(1_000_000) + ']'.repeat(1_000_000)),
  ],
  ['break off', (_, response) => void response.socket?.destroy()],
];

/** Verifies a deployment that is well until it is updated. Then all that patients ask for is answered so. */
async function verdictWith(hostile: Hostile) {
  let isUpdated = false;
  const patient =
    (healthy: Routes[string]): Routes[string] =>
    (live, request, response, body) =>
      isUpdated ? hostile(request, response) : healthy?.(live, request, response, body);
  const own: Routes[string] = (live, request, response) => {
    const note = noteAt(live, request);
    const isOwn = note !== undefined && note.owner === live.viewer(request);
    json(response, isOwn ? note : {}, isOwn ? 200 : 404);
  };
  const deployment = await deploy({
    'GET /version': (_, __, response) => void response.end(isUpdated ? '2' : '1'),
    'GET /notes': patient((live, request, response) => {
      const viewer = live.viewer(request);
      const notes = live.notes.filter(({ owner }) => owner === viewer);
      json(response, notes, viewer === undefined ? 401 : 200);
    }),
    'GET /notes/{}': patient(own),
  });
  const definition = describeDeployment(deployment.url, {
    timeout: 400,
    surfaces: [list('GET /notes'), read('GET /notes/{note}'), noSurface('stream', 'none is kept')],
    browser: none('there are no pages'),
  });
  return runWhole({ ...definition, url: deployment.url }, () => {
    isUpdated = true;
  });
}

describe('a deployment whose answers, since the update,', () => {
  it.each(answers)('%s, is inconclusive by name', async (_, hostile) => {
    const { verdict } = await verdictWith(hostile);
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.violations).toEqual([]);
    expect(verdict.reasons.join('\n')).toMatch(/GET \/notes/);
    expect(verdict.coverage.attempts).toBeGreaterThan(0);
  });
});
