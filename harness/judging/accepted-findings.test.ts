import { describe, expect, it } from 'vitest';
import type { Plan } from '../domain/plan.ts';
import { also, changed, judge, tokenOf, withPlan } from './testing/history-builder.ts';
import type { Run } from './testing/history-builder.ts';
import { healthyRun } from './testing/healthy-run.ts';
import { surfaces } from './testing/plan-of-tests.ts';

const healthy = healthyRun();
const surface = surfaces.read.id;
const signedOut = { phase: 'after-update', sessionState: 'signed-out', surface } as const;
const shown = { outcome: 'granted', status: 200 } as const;

/** The session of a3 still reads what is a3's after the sign-out, by design. */
const leaking = also(healthy, signedOut, { ...shown, sightings: [tokenOf(3)] });
const [known] = judge(leaking).verdict.violations;

function admit(run: Run, change: Partial<Plan['accept'][number]> = {}) {
  const usual = { what: 'finding', surface, id: known?.finding ?? '' } as const;
  const accept = { ...usual, reason: 'by design', by: 'Ada', until: '2026-12-31', ...change };
  return judge(withPlan(run, { accept: [accept] }));
}

describe('an accepted finding', () => {
  it('violates without being accepted', () => {
    expect(judge(leaking).verdict).toMatchObject({
      verdict: 'violated',
      violations: [{ invariant: 'no-access-after-sign-out', surface }],
      acceptedViolations: [],
    });
  });

  it('does not make the run violated, and is listed with what was seen of it', () => {
    const { verdict, acceptedCases, cases } = admit(leaking);
    expect(verdict).toMatchObject({
      verdict: 'holds',
      violations: [],
      acceptedViolations: [known],
      accepted: [
        { what: 'finding', surface, ids: [known?.finding], violations: 1, expired: false },
      ],
      // At most so many accounts are affected: not so, where some are.
      residualRisk: null,
    });
    expect(verdict.invariants.find(({ id }) => id === known?.invariant)).toMatchObject({
      verdict: 'holds',
      violations: 0,
      accepted: 1,
    });
    expect([acceptedCases.length, cases.length]).toEqual([1, 0]);
  });

  it('is accepted by the id of one violation too, and by one of several', () => {
    expect(admit(leaking, { id: known?.id ?? '' }).verdict.verdict).toBe('holds');
    expect(admit(leaking, { id: ['other', known?.finding ?? ''] }).verdict.verdict).toBe('holds');
  });

  it.each([
    ['by another id', { id: 'ab12' }],
    ['on another surface', { surface: surfaces.list.id }],
    ['as a gap', { what: 'gap', id: undefined }],
    ['by a plan of an earlier version', { what: undefined, id: undefined }],
    ['by a plan of an earlier version with an id', { what: undefined }],
  ] as const)('is not accepted %s', (_, change) => {
    expect(admit(leaking, change).verdict.verdict).toBe('violated');
  });

  it('violates again once it has expired, and that is said', () => {
    const { verdict } = admit(leaking, { until: '2025-12-31' });
    expect(verdict).toMatchObject({
      verdict: 'violated',
      violations: [known],
      acceptedViolations: [],
      accepted: [{ expired: true, violations: 1 }],
      reasons: [`${surface}: the finding that Ada accepted has expired (2025-12-31)`],
    });
  });

  it('covers the same fault of other kinds of account, which an id does not', () => {
    const wider = also(
      leaking,
      { ...signedOut, phase: 'before-update' },
      { ...shown, sightings: [tokenOf(1)] },
    );
    expect(judge(wider).verdict.violations).toHaveLength(2);
    expect(admit(wider).verdict.verdict).toBe('holds');
    expect(admit(wider, { id: known?.id ?? '' }).verdict).toMatchObject({
      verdict: 'violated',
      violations: [{ viewer: { account: 'a1' } }],
    });
  });

  it.each([
    ['another’s data', { ...shown, sightings: [tokenOf(1)] }],
    ['another place', { ...shown, sightings: [tokenOf(3, 1, '$.note')] }],
  ] as const)('excuses nothing new on the same surface: %s', (_, change) => {
    const { verdict } = admit(also(leaking, signedOut, change));
    expect(verdict.verdict).toBe('violated');
    expect(verdict.violations.map(({ finding }) => finding)).not.toContain(known?.finding);
    expect(verdict.acceptedViolations).toEqual([known]);
  });

  it('excuses no gap beside it', () => {
    const gap = { outcome: 'unclear', why: 'timeout' } as const;
    const run = changed(leaking, { sessionState: 'signed-out', outcome: 'denied' }, gap);
    expect(admit(run).verdict.verdict).toBe('inconclusive');
  });

  it('says so where nothing of it was seen', () => {
    const { verdict } = admit(healthy);
    expect(verdict).toMatchObject({ verdict: 'holds', accepted: [{ violations: 0 }] });
    expect(verdict.residualRisk).not.toBeNull();
  });
});
