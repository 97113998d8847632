import { describe, expect, it } from 'vitest';
import { anonymous } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import {
  also,
  changed,
  finding,
  nameField,
  tokenOf,
  withFacts,
  withPlan,
  without,
} from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { plan, surfaces } from '../testing/plan-of-tests.ts';

const healthy = healthyRun();
const after = 'after-update';
const refusedStates = [
  ['no-anonymous-access', { viewer: anonymous }],
  ['no-access-after-sign-out', { sessionState: 'signed-out' }],
  ['second-factor-required', { sessionState: 'no-second-factor' }],
] as const;

const listening = {
  kind: 'listen',
  id: 'GET /people/{person}/events',
  gives: 'list',
  needs: ['person'],
  imported: false,
} as const;

/**
 * The run with a surface that is listened to at an address that names the account alone: owners are granted it without
 * a thing, others are refused it while something happens to one.
 */
function withListening(run: Run): Run {
  const heard = run.attempts
    .filter(({ surface }) => surface === surfaces.list.id)
    .map((attempt): Attempt => {
      const isOwners = attempt.outcome === 'granted';
      const thing = isOwners ? null : 'a1.1';
      return { ...attempt, id: `heard-${attempt.id}`, surface: listening.id, thing };
    });
  const more = withPlan(run, { surfaces: [...plan.surfaces, listening] });
  return { ...more, attempts: [...run.attempts, ...heard] };
}

describe.each(refusedStates)('%s', (id, state) => {
  const read = { ...state, surface: surfaces.read.id, phase: after } as const;
  const granted = { outcome: 'granted', status: 200 } as const;
  const fits = (attempt: Attempt) =>
    attempt.phase === after &&
    Object.entries(state).every(([key, value]) =>
      Object.entries(attempt).some(([name, held]) => name === key && held === value),
    );

  it('holds where every surface refused', () => {
    expect(finding(healthy, id)).toMatchObject({ verdict: 'holds', reasons: [], breaches: [] });
  });

  it('holds where listeners at an account’s address were refused what happens to its things', () => {
    const run = withListening(healthy);
    expect(finding(run, id)).toMatchObject({ verdict: 'holds', reasons: [], breaches: [] });
    const isOwners = (one: Attempt) => one.surface === listening.id && one.outcome === 'granted';
    const deaf = { ...run, attempts: run.attempts.filter((one) => !isOwners(one)) };
    expect(finding(deaf, id).verdict).toBe('inconclusive');
  });

  it('is violated by anything of anybody’s, even one’s own', () => {
    const run = also(healthy, read, { ...granted, sightings: [tokenOf(3)] });
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [{ kind: 'leak', owner: 'a3' }],
    });
  });

  it('is violated by media that only its owner is served', () => {
    const run = also(
      healthy,
      { ...state, surface: surfaces.stream.id },
      { ...granted, digests: ['a3 ends'] },
    );
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [{ owner: 'a3', sighting: { what: 'media' } }],
    });
  });

  it('is not violated by what everybody may see', () => {
    expect(
      finding(also(healthy, read, { ...granted, sightings: [tokenOf(4, nameField)] }), id).verdict,
    ).toBe('holds');
  });

  it('is not violated by media that all owners are served', () => {
    const run = also(
      healthy,
      { ...state, surface: surfaces.stream.id },
      { ...granted, digests: ['in everybody’s'] },
    );
    expect(finding(run, id)).toMatchObject({ verdict: 'inconclusive', breaches: [] });
  });

  it('is inconclusive where a surface was not tried', () => {
    const { verdict, reasons } = finding(without(healthy, read), id);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain(`was not tried after the update: ${surfaces.read.id}`);
  });

  it('is inconclusive where every attempt was unclear, and says why', () => {
    const { verdict, reasons } = finding(
      changed(healthy, read, { outcome: 'unclear', status: null, why: 'timeout' }),
      id,
    );
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain('unclear (timeout)');
  });

  it('is inconclusive where something came of which nobody knows whose it is', () => {
    const run = also(healthy, read, {
      outcome: 'unclear',
      status: 200,
      why: 'a 200 to a stranger',
    });
    expect(finding(run, id)).toMatchObject({ verdict: 'inconclusive', breaches: [] });
  });

  it('is inconclusive where owners were not granted the same afterwards', () => {
    const first = healthy.attempts.find((one) => fits(one));
    const run = {
      ...healthy,
      attempts: healthy.attempts.filter(
        (one) => one.outcome !== 'granted' || one.sentAt < (first?.sentAt ?? 0),
      ),
    };
    const { verdict, reasons } = finding(run, id);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain('not paired');
  });
});

describe('no-access-after-sign-out', () => {
  const id = 'no-access-after-sign-out';
  const barred = { sessionState: 'signed-out', surface: surfaces.list.id, phase: after } as const;

  it('is inapplicable where there is no signing out', () => {
    const lacking = withPlan(without(healthy, { sessionState: 'signed-out' }), {
      lacks: { signOut: 'sessions are one call' },
    });
    expect(finding(lacking, id)).toMatchObject({
      verdict: 'inapplicable',
      reasons: ['sessions are one call'],
    });
  });

  it('takes from the facts when a session ended, not from the attempt’s label', () => {
    const run = also(healthy, barred, {
      sessionState: 'open',
      outcome: 'granted',
      status: 200,
      sightings: [tokenOf(3)],
    });
    expect(finding(run, id).verdict).toBe('violated');
    expect(finding(run, 'own-access').breaches).toEqual([]);
  });

  it('takes what was refused in the very millisecond of signing out for no lockout', () => {
    const ended = healthy.facts.find(
      (fact) => fact.fact === 'signed-out' && fact.session.endsWith(after),
    );
    const at = ended?.at ?? 0;
    const facts = healthy.facts.map((fact) =>
      fact === ended && fact.fact === 'signed-out' ? { ...fact, from: at } : fact,
    );
    const refused = { sentAt: at, answeredAt: at, status: 403 };
    const run = also({ ...healthy, facts }, barred, refused);
    expect(finding(run, 'own-access').breaches).toEqual([]);
  });

  it('does not judge what overlaps signing out', () => {
    const ended = healthy.facts.find(
      (fact) => fact.fact === 'signed-out' && fact.session.endsWith(after),
    );
    const at = ended?.at ?? 0;
    const run = also(healthy, barred, {
      sentAt: at - 5,
      answeredAt: at + 5,
      outcome: 'granted',
      sightings: [tokenOf(3)],
    });
    expect(finding(run, id).verdict).toBe('holds');
  });

  it('is inconclusive where nothing records the signing out', () => {
    const run = { ...healthy, facts: healthy.facts.filter(({ fact }) => fact !== 'signed-out') };
    expect(finding(run, id).verdict).toBe('inconclusive');
  });

  it('is inconclusive where the session had never worked', () => {
    const run = without(without(healthy, { session: 'a3.s2-after-update', sessionState: 'open' }), {
      session: 'a1.s2-before-update',
      sessionState: 'open',
    });
    expect(finding(run, id).reasons.join()).toContain('before it was signed out');
  });
});

describe('second-factor-required', () => {
  const id = 'second-factor-required';
  const without2 = {
    ...without(healthy, { sessionState: 'no-second-factor' }),
    facts: healthy.facts.map((fact) =>
      fact.fact === 'account-created' ? { ...fact, secondFactor: false } : fact,
    ),
  };

  it('is violated by a sign-in that never asked for it', () => {
    const run = withFacts(healthy, {
      type: 'fact',
      fact: 'signed-in',
      at: plan.startedAt + 9000,
      account: 'a3',
      session: 'a3.s9',
      phase: after,
      secondFactorAsked: false,
    });
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [{ owner: 'a3', attempt: { surface: 'sign-in', session: 'a3.s9' } }],
    });
  });

  it('is inapplicable where nobody has one and the definition says why', () => {
    expect(
      finding(withPlan(without2, { lacks: { secondFactor: 'not offered' } }), id),
    ).toMatchObject({ verdict: 'inapplicable', reasons: ['not offered'] });
  });

  it('is inconclusive where nobody has one and nothing says why', () => {
    expect(finding(without2, id)).toMatchObject({
      verdict: 'inconclusive',
      reasons: [expect.stringContaining('totpSecret')],
    });
  });

  it('is inconclusive where nobody was asked for it after the update', () => {
    const facts = healthy.facts.filter((fact) => fact.fact !== 'signed-in' || fact.phase !== after);
    expect(finding({ ...healthy, facts }, id)).toMatchObject({ verdict: 'inconclusive' });
  });
});
