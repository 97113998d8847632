import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { page, read } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepBothSides } from './sweep-and-judge.test-support.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** An overview with messages of the clinic beside the viewer's, and addresses, a number of each. */
const overview = (notes: readonly Note[], messages: number, films: number) => ({
  unread: 2,
  inbox: [
    ...notes.map(({ text }) => ({ id: '5d41402abc4b2a76a', from: { user: 'you' }, text })),
    ...numbers(messages).map((at) => ({ id: `5d41402abc4b2a7b${at}`, from: { user: 'clinic' } })),
  ],
  films: Object.fromEntries(numbers(films).map((at) => [`of${'x'.repeat(at)}`, `/films/${at}`])),
});

/** @param size how many messages and addresses an answer holds, and how many characters a page has */
async function run(size: { messages: number; films: number; page: number }) {
  const { url } = await deploy({
    // A first step that gives many values of which each may be a ticket.
    'POST /sign-in/first': (_, __, response) =>
      json(response, { values: numbers(size.films).map(() => randomBytes(20).toString('hex')) }),
    'GET /overview': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const notes = deployment.notes.filter(({ owner }) => owner === viewer);
      json(response, overview(notes, size.messages, size.films));
    },
    'GET /home': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<p>${viewer}</p>${' '.repeat(size.page)}`);
    },
    'GET /films/{}': ({ viewer }, request, response) =>
      json(response, {}, viewer(request) === undefined ? 401 : 200),
  });
  const surfaces = [read('GET /overview'), page('GET /home', { gives: 'read' })];
  const judged = await sweepBothSides(url, surfaces, () => undefined, {}, { factor: 'totp' });
  const told = judged.verdict.coverage.passedOver
    .filter(({ why }) => why.startsWith('no more than'))
    .map(({ surface, why, places, more }) => [surface, why, [...places, more].join(' ')]);
  return { told, verdict: resultOf(judged, 'no-foreign-reading').verdict };
}

it('what is beyond bounds is told by surface, with its figures', async () => {
  const { told, verdict } = await run({ messages: 230, films: 14, page: 2 * 1024 * 1024 });
  expect(verdict).toBe('holds');
  expect(told).toEqual([
    ['GET /home', expect.stringMatching(/^no more than 2,097,152 characters .*: \d+ or/), 'page 0'],
    [
      'GET /overview',
      expect.stringMatching(/^no more than 12 places .*: 2 or more/),
      expect.stringContaining('$.films.of'),
    ],
    [
      'GET /overview',
      expect.stringMatching(/^no more than 200 rows .*: 30 or more/),
      '$.inbox[] 0',
    ],
    [
      'sign-in',
      expect.stringMatching(/^no more than 6 values of a sign-in.*: 8 or more/),
      'its answers 0',
    ],
  ]);
});

it('nothing is told of a deployment that is within them', async () => {
  const { told, verdict } = await run({ messages: 20, films: 6, page: 100 });
  expect(verdict).toBe('holds');
  expect(told).toEqual([]);
});
