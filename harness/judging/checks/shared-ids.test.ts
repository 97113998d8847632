import { describe, expect, it } from 'vitest';
import type { Fact } from '../../domain/ledger/fact.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { judge, withPlan, withFacts } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

/** The run in which everything that was created, accounts too, got further ids. */
function given(ids: (owner: string) => Ids, run: Run = healthyRun()): Run {
  const grow = (fact: Fact): Fact =>
    fact.fact === 'thing-created' ? { ...fact, ids: { ...fact.ids, ...ids(fact.owner) } } : fact;
  return { ...run, facts: run.facts.map(grow) };
}

/** The same visit for two owners. */
const firstTwo = (owner: string): Ids => (['a0', 'a1'].includes(owner) ? { visit: 'first' } : {});

const reached = (...needs: string[]) =>
  withPlan(healthyRun(), {
    surfaces: [
      ...Object.values(surfaces),
      { kind: 'request', id: 'GET /more', gives: 'read', needs, imported: false },
    ],
  });
const shared = (run: Run) =>
  judge(run).verdict.reasons.filter((reason) => reason.includes('the same id'));

describe('an id that two owners share', () => {
  it('makes the run inconclusive, by name, where it alone tells them apart', () => {
    const run = given(firstTwo);
    const { verdict } = judge(run);
    expect(verdict.verdict).toBe('inconclusive');
    expect(shared(run)).toEqual([
      expect.stringMatching(
        /two owners, a0 \(region uk.*\) and a1 \(.*\), were given the same id visit, .*: GET \/visits, GET \/visits\/\{visit\}$/,
      ),
    ]);
    expect(shared(given(() => ({ visit: 'same' })))[0]).toContain('and 2 other pairs');
  });

  it('is none where another id tells them apart, or nothing asks by it', () => {
    const run = reached('clinic', 'visit');
    expect(shared(given(() => ({ clinic: 'main' }), run))).toEqual([]);
    expect(shared(given(() => ({ clinic: 'main' })))).toEqual([]);
    expect(shared(given(() => ({ clinic: 'main' }), reached('clinic')))).toHaveLength(1);
  });

  it('is none where it is what staff are known by, or one may see the other\u2019s', () => {
    const run = reached('doctor');
    expect(shared(given(() => ({ doctor: 'person-a4' }), run))).toEqual([]);
    const twins = given(firstTwo);
    const link: Fact = {
      type: 'fact',
      fact: 'entitled',
      at: 0,
      viewer: 'a1',
      owner: 'a0',
      thing: null,
      field: null,
    };
    expect(shared(twins)).toHaveLength(1);
    expect(shared(withFacts(twins, link))).toEqual([]);
  });

  it('is none where what had it was removed before the other was made', () => {
    const twins = given(firstTwo);
    const made = twins.facts.filter((fact) => fact.fact === 'thing-created');
    const [first, second] = ['a0', 'a1'].map((one) => made.find(({ owner }) => owner === one));
    if (first === undefined || second === undefined) throw new Error('no things');
    const removedAt = (at: number): Run =>
      withFacts(twins, { type: 'fact', fact: 'removed', at, account: 'a0', thing: first.thing });
    expect(shared(removedAt(second.at))).toEqual([]);
    expect(shared(removedAt(second.at + 1))).toHaveLength(1);
  });

  it('hides no violation', () => {
    const run = given(firstTwo);
    const leaking = run.attempts.find(({ viewer }) => viewer === 'a2');
    if (leaking === undefined) throw new Error('no attempt');
    const [seen] = run.attempts.find(({ viewer }) => viewer === 'a3')?.sightings ?? [];
    if (seen === undefined) throw new Error('no sighting');
    const attempts = [...run.attempts, { ...leaking, id: 'leak', sightings: [seen] }];
    expect(judge({ ...run, attempts }).verdict.verdict).toBe('violated');
  });
});
