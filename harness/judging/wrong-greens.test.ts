import { describe, expect, it } from 'vitest';
import type { Attempt } from '../domain/attempts/attempt.ts';
import { accidents } from './testing/accidents.ts';
import { healthyRun } from './testing/healthy-run.ts';
import {
  also,
  changed,
  judge,
  tokenOf,
  withFacts,
  withPlan,
  without,
} from './testing/history-builder.ts';
import { accepted, failed } from './testing/mishaps.ts';
import type { Run } from './testing/history-builder.ts';
import { surfaces } from './testing/plan-of-tests.ts';

const healthy = healthyRun();
const after = { phase: 'after-update' } as const;

describe('what says nothing is never green', () => {
  it('but a whole run is', () => {
    expect(judge(healthy).verdict).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it.each(accidents)('%s', (_, run, reason) => {
    const { verdict } = judge(run);
    expect(verdict.verdict).not.toBe('holds');
    expect(verdict.reasons.join('\n')).toMatch(reason);
    expect(verdict.residualRisk).toBeNull();
  });

  it.each(accidents)('and what leaked stays violated: %s', (_, run) => {
    const leaked = { ...run, attempts: [...run.attempts, leakOf(healthy)] };
    const known =
      leaked.plan.surfaces.length > 0 &&
      leaked.facts.some((fact) => fact.fact === 'account-created' && fact.account === 'a1');
    expect(judge(leaked).verdict.verdict).toBe('violated');
    if (known)
      expect(judge(leaked).verdict.violations).toContainEqual(
        expect.objectContaining({ owner: expect.objectContaining({ account: 'a1' }) }),
      );
  });

  it('says a handful of things, not one for each attempt', () => {
    for (const [, run] of accidents) expect(judge(run).verdict.reasons.length).toBeLessThan(40);
  });
});

function leakOf({ attempts }: Run): Attempt {
  const like = attempts.find(
    ({ viewer, surface, phase }) =>
      viewer === 'a2' && surface === surfaces.read.id && phase === 'after-update',
  );
  if (like === undefined) throw new Error('there is no such attempt');
  return { ...like, id: 'leak', outcome: 'granted', status: 200, sightings: [tokenOf(1)] };
}

describe('what is excused', () => {
  it.each([
    ['texts', 'text/html', 'holds'],
    ['files, which do not change by themselves', 'image/png', 'inconclusive'],
  ])('unclear attempts of which a repetition is clear: %s', (_, type, verdict) => {
    const like = { ...after, viewer: 'a2', thing: 'a1.1', surface: surfaces.read.id } as const;
    const model = healthy.attempts.find(
      (one) => one.viewer === 'a2' && one.thing === 'a1.1' && one.surface === surfaces.read.id,
    );
    const run = changed(
      also(healthy, like, { retryOf: model?.id }),
      { id: model?.id ?? '' },
      { outcome: 'unclear', status: 200, why: 'odd', headers: { 'content-type': type }, bytes: 9 },
    );
    expect(judge(run).verdict.verdict).toBe(verdict);
  });

  it('a gap that somebody accepted, on its surface, until its day; it is listed', () => {
    const gap = changed(
      healthy,
      { surface: surfaces.stream.id },
      { outcome: 'unclear', why: 'timeout', digests: [] },
    );
    expect(judge(gap).verdict.verdict).toBe('inconclusive');
    const { verdict } = judge(withPlan(gap, { accept: [accepted('2026-01-01')] }));
    expect(verdict.accepted).toEqual([
      { ...accepted('2026-01-01'), ids: [], expired: false, violations: 0 },
    ]);
    expect(verdict.invariants.find(({ id }) => id === 'no-anonymous-access')?.verdict).toBe(
      'holds',
    );
    // Nothing at all came of this kind of surface: that is not what was accepted.
    expect(verdict.reasons).toEqual([
      'no-foreign-streaming: no owner was granted anything to compare with',
    ]);
  });

  it('never a violation', () => {
    const run = also(
      healthy,
      { ...after, viewer: 'a2', surface: surfaces.stream.id },
      { sightings: [tokenOf(1)] },
    );
    expect(judge(withPlan(run, { accept: [accepted('2026-12-31')] })).verdict.verdict).toBe(
      'violated',
    );
  });

  it('an account that could not be removed afterwards', () => {
    expect(judge(withFacts(healthy, failed('removal'))).verdict.verdict).toBe('holds');
  });

  it('a run that expects no update and has one phase only', () => {
    const only = without(healthy, { phase: 'before-update' });
    const facts = only.facts.filter(
      (fact) => fact.fact !== 'release-read' || fact.phase === 'after-update',
    );
    expect(
      judge(withPlan({ ...only, facts }, { update: { expected: false, name: null } })).verdict
        .verdict,
    ).toBe('holds');
  });
});
