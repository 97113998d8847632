import { describe, expect, it } from 'vitest';
import { list } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note, Routes } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Server = (notes: readonly Note[], viewer: string, asked: string) => readonly Note[] | number;
const of = (notes: readonly Note[], owner: string) => notes.filter((note) => note.owner === owner);

/** What a service does with the list of somebody else. */
const servers: Record<string, [Server, { verdict: string; owners: readonly string[] }]> = {
  'forbids it': [
    (notes, viewer, asked) => (viewer === asked ? of(notes, asked) : 403),
    { verdict: 'holds', owners: [] },
  ],
  'does not know it': [
    (notes, viewer, asked) => (viewer === asked ? of(notes, asked) : 404),
    { verdict: 'holds', owners: [] },
  ],
  'shows it empty': [
    (notes, viewer, asked) => (viewer === asked ? of(notes, asked) : []),
    { verdict: 'holds', owners: [] },
  ],
  'goes by who asks': [(notes, viewer) => of(notes, viewer), { verdict: 'holds', owners: [] }],
  'goes by who asks, where the address is somebody\u2019s': [
    (notes, viewer, asked) => (of(notes, asked).length > 0 ? of(notes, viewer) : 404),
    { verdict: 'holds', owners: [] },
  ],
  'shows it': [
    (notes, _, asked) => of(notes, asked),
    { verdict: 'violated', owners: ['a0', 'a1', 'a2'] },
  ],
  'shows it beside one\u2019s own': [
    (notes, viewer, asked) => [...of(notes, viewer), ...of(notes, asked)],
    { verdict: 'violated', owners: ['a0', 'a1', 'a2'] },
  ],
  'shows what is nobody\u2019s that is known': [
    (notes, viewer, asked) =>
      viewer === asked
        ? of(notes, asked)
        : [{ id: 'note_9f86d081884c7d65', owner: 'acc_9a2feaa0c55ad015', text: 'Jane Roe' }],
    { verdict: 'inconclusive', owners: [] },
  ],
};

describe.each(['/people/{account}', '/notes?person={account}'])('a list at %s', (path) => {
  const routesOf = (server: Server): Routes => {
    const answer: Routes[string] = (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const { pathname, searchParams } = new URL(request.url ?? '', deployment.url);
      const asked = searchParams.get('person') ?? pathname.split('/')[2] ?? '';
      const found = server(deployment.notes, viewer, asked);
      return typeof found === 'number'
        ? json(response, {}, found)
        : json(response, { items: found });
    };
    return { 'GET /notes': answer, 'GET /people/{}': answer };
  };

  it.each(Object.entries(servers))('that %s', async (_, [server, expected]) => {
    const { url } = await deploy(routesOf(server));
    const judged = await sweepAndJudge(url, [list(`GET ${path}`, { shows: 'note' })]);
    expect(resultOf(judged)).toMatchObject(expected);
    const foreign = judged.worker.recorded.attempts.filter(
      ({ viewer, thing }) => thing !== null && !thing.startsWith(`${viewer}.`),
    );
    expect(foreign.length).toBeGreaterThan(0);
  });
});
