import { describe, expect, it } from 'vitest';
import { figure, list } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

type Paging = Readonly<Record<string, unknown>>;

const mine = list('GET /notes');
const place = ['GET /notes#total', '$.meta.total'] as const;

/** A list with a total beside its rows, by default of everybody's, and with what it says of a further page. */
async function judged(
  said: Paging,
  beside: readonly Surface[] = [],
  total = (_own: number, all: number) => 90 + all,
) {
  const { url } = await deploy({
    'GET /notes': (state, request, response) => {
      const viewer = state.viewer(request);
      if (viewer === undefined) return json(response, {}, 401);
      const items = state.notes.filter(({ owner }) => owner === viewer);
      json(response, { items, meta: { ...said, total: total(items.length, state.notes.length) } });
    },
  });
  const run = await sweepAndJudge(url, [mine, ...beside]);
  const { sighting } = run.findings['undisturbed-view']?.breaches[0] ?? {};
  return {
    ...resultOf(run),
    count: resultOf(run, 'undisturbed-view').verdict,
    where: sighting?.where,
    reads: run.worker.recorded.attempts.filter(
      ({ surface, outcome }) => surface === mine.id && outcome === 'granted',
    ).length,
  };
}

const saying: [string, Paging][] = [
  ['next: null', { next: null }],
  ['nextCursor: null', { nextCursor: null }],
  ['has_more: false', { has_more: false }],
];

describe('a total greater than the rows of a list that says', () => {
  it.each(saying)('%s is named, with the remedy, and owners are granted', async (_, said) => {
    const { verdict, reasons, reads } = await judged(said);
    expect(verdict).toBe('inconclusive');
    expect(reads).toBeGreaterThan(0);
    expect(reasons?.join()).toContain("figure('…', '$.meta.total')");
    expect(reasons?.join()).not.toContain('no owner was ever shown');
  });

  it.each(saying)('%s is judged as the figure that describes it', async (_, said) => {
    const { count, where } = await judged(said, [figure(...place)]);
    expect([count, where]).toEqual(['violated', '$.meta.total']);
  });

  it('next: null does not pass though it does not move with what others create', async () => {
    const { verdict, reasons } = await judged({ next: null }, [], (own) => own + 40);
    expect(verdict).toBe('inconclusive');
    expect(reasons?.join()).toContain('is the total of a list that is said to have no further');
  });

  it('next: null holds where the total is that of the rows', async () => {
    expect((await judged({ next: null }, [], (own) => own)).verdict).toBe('holds');
  });

  it('next: null, and whose page is full, leaves rows unseen', async () => {
    const { reasons, reads } = await judged({ next: null, limit: 1 });
    expect(reads).toBe(0);
    expect(reasons?.join()).toContain('of their own');
  });

  it('nothing of a next page leaves rows unseen, names the place and the remedy', async () => {
    const { verdict, reasons, reads } = await judged({});
    expect([verdict, reads]).toEqual(['inconclusive', 0]);
    expect(reasons?.join()).toMatch(
      /of \d+ rows were shown: .*say figure\('…', '\$\.meta\.total'\)/,
    );
    expect((await judged({}, [figure(...place)])).count).toBe('violated');
    const shown = figure(...place, { unattributed: 'how many there are is shown to all' });
    expect((await judged({}, [shown])).verdict).toBe('holds');
  });
});
