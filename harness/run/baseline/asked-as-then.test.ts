import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { healthyRun } from '../../judging/testing/healthy-run.ts';
import { also, changed, tokenOf, withFacts } from '../../judging/testing/history-builder.ts';
import type { Run } from '../../judging/testing/history-builder.ts';
import { surfaces } from '../../judging/testing/plan-of-tests.ts';
import { baselineFrom, compare, probed } from './since-baseline.test-support.ts';

const healthy = healthyRun();
const read = surfaces.read.id;

describe('what was not seen is not fixed where its probe asked', () => {
  const probe = 'list-queries';
  const open = { phase: 'after-update', sessionState: 'open' } as const;
  const listOf = (viewer: string) => ({ viewer, surface: surfaces.list.id, ...open });
  const sent = { method: 'GET', path: '/visits?all=1', elsewhere: false, headers: {} };
  const queried = { probe, variant: 'query', changed: sent };
  const leakyList = withFacts(
    also(healthy, listOf('a1'), {
      ...queried,
      sightings: [tokenOf(0, undefined, '$[0].reason')],
      items: [{ where: '$[0]', sightings: [0], ids: [] }],
    }),
    probed({ probe, cut: 0 }),
  );
  const later = (viewer: string, change: Partial<Attempt> = {}): Run =>
    withFacts(also(healthy, listOf(viewer), { ...queried, ...change }), probed({ probe }));

  it.each<[string, Run, number]>([
    ['for another kind only', later('a2'), 0],
    ['in another variant only', later('a1', { variant: 'filter' }), 0],
    ['not at all, but another probe did', later('a1', { probe: 'own-views' }), 0],
    ['unclearly only', later('a1', { outcome: 'unclear', status: 503, why: 'status 503' }), 0],
    ['as then: it is fixed', later('a1'), 1],
  ])('%s', (_, run, fixed) => {
    const faults = baselineFrom(leakyList).violations;
    expect(faults.map((known) => [known.probe, known.way?.variant])).toEqual([[probe, 'query']]);
    expect(compare(leakyList, run).baseline.fixed).toHaveLength(fixed);
  });

  it('with an open session, and it was met by one that was signed out', () => {
    const its = { viewer: 'a3', surface: read, thing: 'a3.1' };
    const after = { ...its, ...open, sessionState: 'signed-out' } as const;
    const by = { probe: 'renewed-after-sign-out' };
    const leaky = changed(healthy, after, {
      ...by,
      outcome: 'granted',
      status: 200,
      sightings: [tokenOf(3)],
    });
    const lingering = withFacts(leaky, probed({ ...by, cut: 0 }));
    const of = (run: Run) =>
      compare(lingering, withFacts(run, probed(by))).baseline.fixed.map(
        ({ invariant }) => invariant,
      );
    expect(of(changed(healthy, after, by))).toEqual(['no-access-after-sign-out']);
    expect(of(also(healthy, { ...its, ...open }, by))).toEqual([]);
  });
});
