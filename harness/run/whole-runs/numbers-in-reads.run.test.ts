import { describe, expect, it } from 'vitest';
import { figure, list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge, withAlone } from './sweep-and-judge.test-support.ts';

type Counted = { own: number; all: number; asked: number };

const me = read('GET /me');

/** Tells each viewer who they are, with what `more` says of the numbers of notes. */
async function judged(
  more: (counted: Counted) => Record<string, unknown>,
  surfaces: readonly Surface[] = [me],
) {
  let asked = 0;
  const { url } = await deploy({
    'GET /mine': (state, request, response) => {
      const viewer = state.viewer(request);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      json(response, own, viewer === undefined ? 401 : 200);
    },
    'GET /me': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const own = state.notes.filter(({ owner }) => owner === viewer);
      const counted = { own: own.length, all: state.notes.length, asked: (asked += 1) };
      json(response, { account: viewer, notes: own, ...more(counted) });
    },
  });
  const run = await sweepAndJudge(url, [list('GET /mine'), ...surfaces], {}, withAlone);
  return { ...resultOf(run, 'no-foreign-reading'), count: resultOf(run, 'undisturbed-view') };
}

describe('a number in a read', () => {
  it.each<[string, string, (counted: Counted) => Record<string, unknown>]>([
    ['a badge', '$.unread', ({ all }) => ({ unread: 140 + all })],
    ['as text', '$.badge', ({ all }) => ({ badge: String(all) })],
    ['within an object', '$.stats.open.total', ({ all }) => ({ stats: { open: { total: all } } })],
  ])('that is everybody’s is inconclusive with its place: %s', async (_, where, more) => {
    const { verdict, reasons } = await judged(more);
    expect(verdict).toBe('inconclusive');
    expect(reasons?.join()).toContain(`figure('GET /me#…', '${where}')`);
  });

  it('that is the viewer’s holds', async () => {
    expect(await judged(({ own }) => ({ unread: 140 + own, total: own }))).toMatchObject({
      verdict: 'holds',
    });
  });

  it('that counts no things holds', async () => {
    const { verdict, reasons } = await judged(({ all, asked }) => ({
      now: Date.now(),
      uptime: all,
      version: all,
      revision: String(all),
      nextId: all,
      queue: { position: all, ahead: all },
      invoiceNo: all,
      served: asked,
      load: asked + all,
      online: asked % 7,
    }));
    expect({ verdict, reasons }).toEqual({ verdict: 'holds', reasons: [] });
  });

  it('is judged as the figure that describes it', async () => {
    const described = [me, figure('GET /me#unread', '$.unread')];
    const leaking = await judged(({ all }) => ({ unread: all }), described);
    expect([leaking.verdict, leaking.count.verdict]).toEqual(['holds', 'violated']);
    const healthy = await judged(({ own }) => ({ unread: own }), described);
    expect([healthy.verdict, healthy.count.verdict]).toEqual(['holds', 'holds']);
  });

  it('may be everybody’s where the definition says why', async () => {
    const said = [read('GET /me', { unattributed: 'its badge counts the practice’s' })];
    expect(await judged(({ all }) => ({ unread: all }), said)).toMatchObject({ verdict: 'holds' });
  });
});
