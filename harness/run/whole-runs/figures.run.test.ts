import { describe, expect, it } from 'vitest';
import { figure, list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, withAlone, without } from './sweep-and-judge.test-support.ts';

type Count = (own: number, all: number, asked: number) => number;

const healthy: Count = (own) => own;
const ofAll: Count = (_, all) => all;

const figures = [list('GET /mine'), figure('GET /notes/count', '$.total')];
const described = [
  list('GET /notes'),
  figure('GET /notes#count', '$.meta.filter_count'),
  figure('GET /notes#total', 'header X-Total'),
];

/** Notes with their number: beside the rows, in a header, and at an address of its own. */
async function judged(count: Count, surfaces: readonly Surface[] = figures, omit = '') {
  let asked = 0;
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      const number = 100 + count(own.length, state.notes.length, (asked += 1));
      const meta = { limit: 500, took: asked, at: Date.now(), filter_count: number };
      json(response, { items: own, meta }, 200, { 'x-total': String(number) });
    },
    'GET /mine': (state, request, response) => {
      const viewer = state.viewer(request);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      json(response, own, viewer === undefined ? 401 : 200);
    },
    'GET /notes/count': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      json(response, { total: count(own.length, state.notes.length, (asked += 1)) });
    },
  });
  const run = await sweepAndJudge(
    url,
    surfaces,
    {},
    {
      ...withAlone,
      ...(omit === '' ? {} : without(omit)),
    },
  );
  const { kind, owner, sighting, attempt } = run.findings['undisturbed-view']?.breaches[0] ?? {};
  const breach = { kind, owner, where: sighting?.where, surface: attempt?.surface };
  const listing = resultOf(run);
  return {
    ...resultOf(run, 'undisturbed-view'),
    listing,
    breach,
    own: run.findings['own-access']?.verdict,
    run,
  };
}

describe('a figure', () => {
  it('is no short id, though its field has the name of one', async () => {
    const { url } = await deploy({
      'GET /notes/count': (state, request, response) => {
        const viewer = state.viewer(request);
        const own = state.notes.filter(({ owner }) => owner === viewer);
        json(response, { note: own.length }, viewer === undefined ? 401 : 200);
      },
    });
    let made = 0;
    const run = await sweepAndJudge(url, [figure('GET /notes/count', '$.note')], {
      consultations: {
        async create({ http, token }) {
          await http.post('/notes', { body: token('text') });
          return { note: String((made += 1)) };
        },
      },
    });
    expect(run.findings['no-foreign-listing']?.breaches).toEqual([]);
  });

  it('holds where it counts the account’s own', async () => {
    expect(await judged(healthy, figures)).toMatchObject({
      verdict: 'holds',
      own: 'holds',
    });
  });

  it('is violated where it moves with what others create, and names one of them', async () => {
    const { verdict, breach } = await judged(ofAll, figures);
    expect(verdict).toBe('violated');
    expect(breach).toMatchObject({
      kind: 'disturbance',
      where: '$.total',
      surface: 'GET /notes/count',
    });
    expect(breach.owner).toMatch(/^a\d/);
  });

  it('is told, and no violation, where it moves in quiet too', async () => {
    const { verdict, reasons } = await judged((own, all, asked) => all + asked, figures);
    expect(verdict).toBe('inconclusive');
    expect(reasons?.join()).toContain('moved without its account’s doing');
  });

  it('is inconclusive where it follows nothing, or was not compared', async () => {
    expect((await judged(() => 7, figures)).reasons?.join()).toContain('is $.total its place?');
    const uncompared = await judged(healthy, figures, 'undisturbed-view');
    expect(uncompared.verdict).toBe('inconclusive');
    expect(uncompared.reasons?.join()).toContain('was not compared');
  });

  it('says that no number stands at a path that is misspelt', async () => {
    const misspelt = [list('GET /mine'), figure('GET /notes/count', '$.totl')];
    expect((await judged(healthy, misspelt)).reasons?.join()).toContain(
      'no number stands at $.totl in what owners were answered',
    );
    const besideRows = [list('GET /notes'), figure('GET /notes#count', '$.meta.filter_cnt')];
    const { verdict, reasons } = await judged(healthy, besideRows);
    expect(verdict).toBe('inconclusive');
    expect(reasons?.join()).toContain('no number stands at $.meta.filter_cnt');
  });

  it('is what a read with numbers only is to be described as', async () => {
    const { run } = await judged(ofAll, [list('GET /mine'), read('GET /notes/count')]);
    expect(run.findings['no-foreign-reading']?.reasons.join()).toContain(
      'describe it by figure(…)',
    );
  });

  it('may count everybody’s where the definition says why', async () => {
    const shown = figure('GET /notes/count', '$.total', { unattributed: 'shown to all' });
    expect((await judged(ofAll, [list('GET /mine'), shown])).verdict).toBe('holds');
  });
});

describe('a number beside the rows', () => {
  it('is violated where it moves with what others create, and told where nobody looked', async () => {
    const { verdict, breach, listing } = await judged(ofAll, [list('GET /notes')]);
    expect([verdict, breach.where]).toEqual(['violated', '$.meta.filter_count']);
    expect(listing.verdict).toBe('inconclusive');
    for (const where of ['$.meta.filter_count', 'header x-total'])
      expect(listing.reasons?.join()).toContain(`figure('…', '${where}')`);
    const omitted = await judged(ofAll, [list('GET /notes')], 'undisturbed-view');
    expect(omitted.verdict).toBe('inapplicable');
  });

  it('holds where it follows the account’s own, as do page sizes and times', async () => {
    expect((await judged(healthy, [list('GET /notes')])).verdict).toBe('holds');
  });

  it('that is as great as the rows are many makes nobody create anything', async () => {
    const { url } = await deploy({
      'GET /notes': (state, request, response) => {
        const viewer = state.viewer(request);
        const own = state.notes.filter(({ owner }) => owner === viewer);
        const offset = Number(new URL(request.url ?? '', 'http://x').searchParams.get('offset'));
        const page = { items: own.slice(offset), total: own.length };
        json(response, page, viewer === undefined ? 401 : 200);
      },
    });
    const { worker } = await sweepAndJudge(url, [list('GET /notes')]);
    expect(worker.things).toHaveLength(worker.accounts.length);
  });

  it('is judged as the figure that describes it', async () => {
    const { verdict, breach, listing } = await judged(ofAll, described);
    expect([verdict, breach.where]).toEqual(['violated', '$.meta.filter_count']);
    expect(listing.reasons?.join()).not.toContain('beside the rows');
    expect((await judged(healthy, described)).verdict).toBe('holds');
  });
});
