import { describe, expect, it } from 'vitest';
import { page, read, stream } from '../../deployment/surfaces/surfaces.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Deployment, Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Respond = Parameters<Exclude<Routes[string], undefined>>[2];

const html = { 'content-type': 'text/html' };
const pageOf = (notes: readonly Note[]) =>
  `<h1>Notes</h1><ul>${notes.map(({ id, text }) => `<li id="${id}">${text}</li>`).join('')}</ul>`;

/** A deployment with pages: the viewer's notes, a home page that is the same for all, and another page. */
const routesOf = (
  deny: (response: Respond, note: Note) => void,
  mine = ({ notes }: Deployment, viewer: string | undefined) =>
    notes.filter(({ owner }) => owner === viewer),
): Routes => ({
  'GET /': (_, request, response) => void response.writeHead(200, html).end('Welcome'),
  'GET /latest': (_, request, response) => void response.writeHead(200, html).end('Nothing new'),
  'GET /notes': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return void response.writeHead(302, { location: '/' }).end();
    response.writeHead(200, html).end(pageOf(mine(deployment, viewer)));
  },
  'GET /notes/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    if (note === undefined) return void response.writeHead(404, html).end('no such note');
    if (deployment.viewer(request) !== note.owner) return deny(response, note);
    response.writeHead(200, html).end(pageOf([note]));
  },
});

const to =
  (location: string, body = '') =>
  (response: Respond) =>
    void response.writeHead(302, { location, ...html }).end(body);

describe.each([
  ['read', 'no-foreign-reading', read('GET /notes/{note}')],
  ['stream', 'no-foreign-streaming', stream('GET /notes/{note}')],
] as const)(
  'whoever asks for what is another\u2019s, to %s, and is sent',
  (_, invariant, surface) => {
    const judge = async (...how: Parameters<typeof routesOf>) => {
      const { url } = await deploy(routesOf(...how));
      const mine = page('GET /notes', { gives: 'list', items: 'li', shows: 'note' });
      const judged = await sweepAndJudge(url, [mine, surface]);
      return {
        judged,
        foreign: resultOf(judged, invariant),
        strangers: resultOf(judged, 'no-anonymous-access'),
      };
    };

    it.each(['/', '/notes', '/notes?error=forbidden'])('to %s is refused', async (location) => {
      const { foreign, strangers } = await judge(to(location));
      expect(foreign).toEqual({ verdict: 'holds', owners: [], reasons: [] });
      expect(strangers).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    });

    it('to another page may get anything', async () => {
      expect((await judge(to('/latest'))).foreign.verdict).toBe('inconclusive');
      const named = (response: Respond, { id }: Note) => to(`/?note=${id}`)(response);
      expect((await judge(named)).foreign.verdict).toBe('inconclusive');
    });

    it('to the home page with the requested thing is granted it', async () => {
      const { foreign } = await judge((response, { text }) => to('/', text)(response));
      expect(foreign).toMatchObject({ verdict: 'violated', owners: ['a0', 'a1', 'a2'] });
    });

    it('to a list of all notes is granted it', async () => {
      const { judged } = await judge(to('/notes'), ({ notes }) => notes);
      expect(resultOf(judged, 'no-foreign-listing')).toMatchObject({ verdict: 'violated' });
    });
  },
);
