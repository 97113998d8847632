import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Fact } from '../../../domain/ledger/fact.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, clinician, finding, judge, withFacts } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const formerly = (number: number, ...runs: { run: number; number: number }[]): Fact => ({
  type: 'fact',
  fact: 'formerly',
  at: 0,
  account: `a${number}`,
  runs,
});

const earlier = (run: number, account: number): Sighting => ({
  kind: 'token',
  token: { run, account, field: 3 },
  where: '$[1].reason',
  encoding: 'plain',
});

/** Adds a row (its ids, or what was seen in it) to an account's own lists. */
function showing(
  run: Run,
  viewer: string,
  when: (attempt: Attempt, nth: number) => boolean,
  row: { ids?: readonly string[]; seen?: Sighting },
): Run {
  let nth = 0;
  return {
    ...run,
    attempts: run.attempts.map((attempt) => {
      if (attempt.viewer !== viewer || attempt.surface !== surfaces.list.id) return attempt;
      if (attempt.session === null || !when(attempt, nth++)) return attempt;
      const { sightings, items } = attempt;
      const index = row.seen === undefined ? [] : [sightings.length];
      return {
        ...attempt,
        sightings: [...sightings, ...(row.seen ? [row.seen] : [])],
        items: [...(items ?? []), { where: '$[1]', sightings: index, ids: row.ids ?? [] }],
      };
    }),
  };
}

/** Adds what a probe's changed request for their own list showed an account, on each side of the update. */
function asking(
  run: Run,
  viewer: string,
  { row, from }: { row: { ids: readonly string[] }; from?: Attempt['phase'] },
): Run {
  const changed = { method: 'GET', path: '/visits?limit=100000', elsewhere: false, headers: {} };
  return (['before-update', 'after-update'] as const).reduce((before, phase) => {
    const like = { viewer, phase, surface: surfaces.list.id, session: `${viewer}.s1` };
    const more = also(before, like, { variant: 'limit', changed });
    const attempts = more.attempts.map((attempt) => {
      const { items } = attempt;
      const isShown = from === undefined || phase === from;
      if (attempt !== more.attempts.at(-1) || !isShown) return attempt;
      return { ...attempt, items: [...(items ?? []), { where: '$[1]', sightings: [], ...row }] };
    });
    return { ...more, attempts };
  }, run);
}

const always = () => true;
const after = ({ phase }: Attempt) => phase === 'after-update';
const pooled = () => withFacts(healthyRun(), ...[0, 1, 2, 3, 4].map((number) => formerly(number)));
const listing = (run: Run) => finding(run, 'no-foreign-listing');

describe('rows that an account of a pool had before the run', () => {
  const row = { ids: ['old', 'clinic'] };

  it('are its own, and stay so with more ids; where accounts are made by the run, they are a leak', () => {
    expect(listing(pooled()).verdict).toBe('holds');
    expect(listing(showing(pooled(), 'a0', always, row)).verdict).toBe('holds');
    const grown = showing(pooled(), 'a0', (attempt) => !after(attempt), row);
    expect(listing(showing(grown, 'a0', after, { ids: ['new', ...row.ids] })).verdict).toBe(
      'holds',
    );
    expect(listing(showing(healthyRun(), 'a0', always, row)).verdict).toBe('violated');
  });

  it('do not excuse rows that come after the first look, nor by an id that many share', () => {
    expect(listing(showing(pooled(), 'a0', after, row)).verdict).toBe('violated');
    const had = showing(pooled(), 'a0', always, row);
    const { verdict, breaches } = listing(showing(had, 'a0', after, { ids: ['x', 'clinic'] }));
    expect(verdict).toBe('violated');
    expect(new Set(breaches.map(({ owner }) => owner))).toEqual(new Set([null]));
  });

  it('are leaked when another is shown them later, and its owner is named', () => {
    const { verdict, breaches } = listing(
      showing(showing(pooled(), 'a0', always, row), 'a1', after, row),
    );
    expect(verdict).toBe('violated');
    expect(new Set(breaches.map(({ owner, attempt }) => `${owner} ${attempt.viewer}`))).toEqual(
      new Set(['a0 a1']),
    );
  });

  it('may be in a list that was not shown before: then nobody can tell', () => {
    const { attempts, ...run } = pooled();
    const refused = attempts.map((attempt): Attempt => {
      const isFirst = attempt.viewer === 'a0' && attempt.surface === surfaces.list.id;
      return isFirst && !after(attempt) ? { ...attempt, outcome: 'unclear', items: null } : attempt;
    });
    const found = listing(showing({ ...run, attempts: refused }, 'a0', after, row));
    expect(found.breaches).toEqual([]);
    expect(found.verdict).toBe('inconclusive');
    expect(found.reasons.join()).toContain('they may have been theirs');
  });

  it('that two accounts were shown at first are nobody\u2019s', () => {
    const both = showing(showing(pooled(), 'a0', always, row), 'a1', always, row);
    const viewers = listing(both).breaches.map(({ attempt }) => attempt.viewer);
    expect(new Set(viewers)).toEqual(new Set(['a0', 'a1']));
  });

  it('may be shown only by a changed request, before the update too; later ones are a leak', () => {
    const more = { ids: ['on page two'] };
    expect(listing(asking(pooled(), 'a0', { row: more })).verdict).toBe('holds');
    expect(listing(asking(healthyRun(), 'a0', { row: more })).verdict).toBe('violated');
    const grown = asking(pooled(), 'a0', { row: more, from: 'after-update' });
    expect(listing(grown).verdict).toBe('violated');
  });

  it('shown by a request that was not changed so before the update may be older', () => {
    const run = asking(pooled(), 'a0', { row });
    const attempts = run.attempts.filter((attempt) => after(attempt) || !attempt.changed);
    const { verdict, breaches, reasons } = listing({ ...run, attempts });
    expect({ verdict, breaches }).toEqual({ verdict: 'inconclusive', breaches: [] });
    expect(reasons.join()).toContain('they may have been theirs');
  });

  it('stay their owner\u2019s when another gets them by a changed request, before the update too', () => {
    const { verdict, breaches } = listing(
      asking(showing(pooled(), 'a0', always, row), 'a1', { row }),
    );
    expect(verdict).toBe('violated');
    expect(new Set(breaches.map(({ owner, attempt }) => `${owner} ${attempt.viewer}`))).toEqual(
      new Set(['a0 a1']),
    );
  });

  it('that two get by a changed request, and none by a plain one, are nobody\u2019s', () => {
    const both = asking(asking(pooled(), 'a0', { row }), 'a1', { row });
    const viewers = listing(both).breaches.map(({ attempt }) => attempt.viewer);
    expect(new Set(viewers)).toEqual(new Set(['a0', 'a1']));
  });

  it('without ids cannot be known again', () => {
    const { verdict, breaches, reasons } = listing(showing(pooled(), 'a0', always, { ids: [] }));
    expect({ verdict, breaches }).toEqual({ verdict: 'inconclusive', breaches: [] });
    expect(reasons.join()).toContain('without an id long enough');
  });
});

describe('tokens of earlier runs', () => {
  const runOf = (viewer: string, seen: Sighting, ...facts: Fact[]) =>
    showing(withFacts(healthyRun(), ...facts), viewer, always, { seen });

  it('are one\u2019s own where the lease says so, and nobody\u2019s else', () => {
    expect(listing(runOf('a0', earlier(5, 2), formerly(0, { run: 5, number: 2 }))).verdict).toBe(
      'holds',
    );
    for (const facts of [[], [formerly(0)], [formerly(0, { run: 6, number: 2 })]])
      expect(listing(runOf('a0', earlier(5, 2), ...facts)).breaches[0]?.owner).toBeNull();
  });

  it('of another account are a leak of that account\u2019s, whatever this run planted by that number', () => {
    const facts = [formerly(0), formerly(1, { run: 5, number: 2 })];
    const [breach] = listing(runOf('a0', earlier(5, 2), ...facts)).breaches;
    expect(breach).toMatchObject({
      owner: 'a1',
      sighting: { what: 'field 3 of an earlier run', where: '$[1].reason' },
    });
  });

  it('that staff of that run were shown before the update judge neither way; later ones are leaks', () => {
    const number = Number(clinician.slice(1));
    const facts = [formerly(number, { run: 5, number: 9 })];
    const own = (run: Run): Run => {
      const model = run.attempts.find(
        ({ viewer, surface }) => viewer === 'a0' && surface === surfaces.list.id,
      );
      if (model === undefined) throw new Error('no list');
      const looks = (['before-update', 'after-update'] as const).map((phase) => ({
        ...model,
        id: `staff-${phase}`,
        phase,
        viewer: clinician,
        session: `${clinician}.s1`,
        sightings: [earlier(5, 2)],
        items: [{ where: '$[1]', sightings: [0], ids: ['old'] }],
      }));
      return { ...run, attempts: [...run.attempts, ...looks] };
    };
    expect(listing(own(withFacts(healthyRun(), ...facts))).breaches).toEqual([]);
    expect(listing(own(withFacts(healthyRun(), formerly(number)))).breaches).not.toEqual([]);
  });

  it('cannot be two accounts\u2019: then the record contradicts itself', () => {
    const facts = [0, 1].map((number) => formerly(number, { run: 5, number: 2 }));
    expect(judge(withFacts(healthyRun(), ...facts)).verdict.reasons.join()).toContain(
      'a0 and a1 are said to be one account of an earlier run',
    );
  });
});
