import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { list, page, read, stream } from '../../deployment/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Routes } from '../../exercise/worker/worker.test-support.ts';
import type { PlantedLeak } from '../../domain/planted.ts';
import { invariants } from '../../judging/rules/catalogue.ts';
import { demanded } from '../../sensitivity/demanded.ts';
import { plantLeaks } from '../../sensitivity/plant-leaks.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** What is turned off, to see the score fall. */
const off = vi.hoisted(() => ({ part: '' }));

type Module<Name extends string> = Record<Name, (...given: readonly unknown[]) => unknown>;

/** A module whose function gives something else while a part is turned off. */
const unless = vi.hoisted(
  () =>
    <Name extends string>(part: string, name: Name, other: (usual: unknown) => unknown) =>
    async (original: () => Promise<Module<Name>>) => {
      const module = await original();
      const usual = module[name];
      return {
        ...module,
        [name]: (...given: readonly unknown[]) => {
          const result = usual(...given);
          return off.part === part ? other(result) : result;
        },
      };
    },
);

vi.mock(
  '../../exercise/attempt/part-sightings.ts',
  unless('scanner', 'sightingsIn', () => []),
);
vi.mock(
  '../../exercise/rows/take-pages.ts',
  unless('row finder', 'takePages', async (pages) => {
    const { pages: all, ...rest } = (await pages) as { pages: readonly object[] };
    return { ...rest, rows: null, pages: all.map((one) => ({ ...one, rows: [] })) };
  }),
);
// Rows of what is not taken for a list are found by another way.
vi.mock(
  '../../exercise/attempt/told-rows.ts',
  unless('row finder', 'rowsOutsideLists', () => []),
);
vi.mock(
  '../../exercise/rows/attribute.ts',
  unless('attribution', 'itemsOf', (found) => ({ ...(found as object), items: [] })),
);
vi.mock(
  '../../exercise/classify/outcome.ts',
  unless('classification', 'classify', () => ({ outcome: 'denied', decoy: false })),
);

beforeEach(() => {
  off.part = '';
});

const write = { 'content-type': 'text/html' };
/** Notes as lists in two formats, as records, and as media; each only for its owner. */
const routes: Routes = {
  'GET /notes': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return json(response, {}, 401);
    json(response, { items: deployment.notes.filter(({ owner }) => owner === viewer) });
  },
  'GET /page': (deployment, request, response) => {
    const viewer = deployment.viewer(request);
    if (viewer === undefined) return void response.writeHead(302, { location: '/login' }).end();
    const own = deployment.notes.filter(({ owner }) => owner === viewer);
    const rows = own.map(({ id, text }) => `<li><a href="/notes/${id}">${text}</a></li>`);
    response.writeHead(200, write).end(`<h1>Notes</h1><ul>${rows.join('')}</ul>`);
  },
  'GET /notes/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    json(response, note);
  },
  'GET /sounds/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    response
      .writeHead(200, { 'content-type': 'audio/wav' })
      .end(Buffer.concat([Buffer.from('RIFF\0'), Buffer.from(note.text.repeat(50))]));
  },
  // Nothing in it tells whose it is.
  'GET /pictures/{}': (deployment, request, response) => {
    const note = noteAt(deployment, request);
    const viewer = deployment.viewer(request);
    if (note === undefined || note.owner !== viewer)
      return json(response, {}, viewer === undefined ? 401 : 404);
    const bytes = createHash('sha512').update(note.id).digest();
    response
      .writeHead(200, { 'content-type': 'image/png' })
      .end(
        Buffer.concat(
          [...Array(40).keys()].map((turn) => Buffer.concat([bytes, Buffer.of(turn, 0)])),
        ),
      );
  },
  'GET /news': (deployment, request, response) =>
    json(response, deployment.viewer(request) ? { news: ['We are open'] } : {}, 200),
};
const surfaces = [
  list('GET /notes', { shows: 'note' }),
  page('GET /page', { gives: 'list', items: 'li', shows: 'note' }),
  read('GET /notes/{note}'),
  stream('GET /sounds/{note}'),
  stream('GET /pictures/{note}'),
];

const planted = ({ worker }: Awaited<ReturnType<typeof sweepAndJudge>>): PlantedLeak[] =>
  worker.recorded.facts.filter((fact) => fact.fact === 'leak-planted');

const isNoticed = ({ result }: PlantedLeak) => result === 'noticed';
const isSeen = ({ result }: PlantedLeak) => result === 'noticed' || result === 'unclear';

async function sweepNotes() {
  const { url } = await deploy(routes);
  return sweepAndJudge(url, surfaces, {}, { things: 2 });
}

/** Plants again in what a run kept, while a part of the harness is turned off. */
async function plantWithout(
  { worker, plan }: Awaited<ReturnType<typeof sweepAndJudge>>,
  part: string,
  rules = invariants,
): Promise<PlantedLeak[]> {
  off.part = part;
  const found: PlantedLeak[] = [];
  const record = (fact: object) => found.push(fact as PlantedLeak);
  await plantLeaks(
    { ...worker, plan, record },
    { earlier: { facts: [], attempts: [] }, until: Infinity, rules },
  );
  off.part = '';
  return found;
}

const namesOf = (leaks: readonly PlantedLeak[]): string[] =>
  [...new Set(leaks.map(({ surface, leak }) => `${surface}: ${leak}`))].sort();

describe('leaks that are planted in the answers of a healthy deployment', () => {
  it('are noticed as the table demands, and raise no alarm', async () => {
    const run = await sweepNotes();
    expect(run.verdict.violations).toEqual([]);
    expect(run.verdict.reasons.filter((reason) => reason.includes('planted'))).toEqual([]);
    const gives = new Map(run.plan.surfaces.map((surface) => [surface.id, surface.gives]));
    const missed = planted(run).filter((one) => {
      const kind = gives.get(one.surface);
      return kind !== undefined && demanded[one.leak]?.includes(kind) && !isSeen(one);
    });
    expect(namesOf(missed)).toEqual([]);
    // Every kind of surface was planted on, with all that the table demands of it.
    const ids = [...gives.keys()];
    expect([...new Set(planted(run).map(({ surface }) => surface))].sort()).toEqual(ids.sort());
    expect(run.verdict.sensitivity?.planted).toBeGreaterThan(60);
  });

  it('are not planted where every owner is answered the same', async () => {
    const { url } = await deploy(routes);
    const news = list('GET /news', { items: '$.news', unattributed: 'what is new in the clinic' });
    const run = await sweepAndJudge(url, [...surfaces, news], {}, { things: 2 });
    expect(planted(run).filter(({ surface }) => surface === 'GET /news')).toMatchObject([
      { result: 'impersonal' },
    ]);
  });
});

describe('without a part of the harness the score falls', () => {
  it.each([
    ['scanner', 'GET /notes/{note}: answer-of-another'],
    ['row finder', 'GET /notes: row-of-nobody'],
    ['attribution', 'GET /notes: row-of-nobody'],
    ['classification', 'GET /notes: own-row-missing'],
  ])('%s', async (part, lost) => {
    const run = await sweepNotes();
    const before = namesOf(planted(run).filter(isNoticed));
    const after = namesOf((await plantWithout(run, part)).filter(isNoticed));
    expect(before).toContain(lost);
    expect(after).not.toContain(lost);
    expect(after.length).toBeLessThan(before.length);
  });

  it('each invariant', async () => {
    const run = await sweepNotes();
    const lost: Record<string, string> = {
      'no-foreign-listing': 'GET /notes: row-of-another',
      'no-foreign-reading': 'GET /notes/{note}: answer-for-refusal',
      'no-foreign-streaming': 'GET /sounds/{note}: answer-for-refusal',
      'no-anonymous-access': 'GET /notes/{note}: answer-to-nobody',
      'no-access-after-sign-out': 'GET /notes/{note}: answer-after-sign-out',
      'own-access': 'GET /notes: own-row-missing',
    };
    for (const [id, leak] of Object.entries(lost)) {
      const rules = invariants.filter((rule) => rule.id !== id);
      const seen = namesOf((await plantWithout(run, '', rules)).filter(isNoticed));
      expect(namesOf(planted(run).filter(isNoticed))).toContain(leak);
      expect(seen, `without ${id}`).not.toContain(leak);
    }
  });
});
