import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { finding, withPlan } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const id = 'own-access';
const list = surfaces.list.id;

/** The healthy run, whose list is one of accounts: each shows its viewer, by an id of the account. */
function runOfAccounts(shownTo: (attempt: Attempt) => boolean) {
  const healthy = healthyRun();
  const attempts = healthy.attempts.map((attempt) =>
    attempt.surface === list && attempt.thing === null && shownTo(attempt)
      ? {
          ...attempt,
          sightings: [
            ...attempt.sightings,
            {
              kind: 'id' as const,
              account: attempt.viewer,
              thing: null,
              name: 'person',
              where: '$[0].person',
              encoding: 'plain',
            },
          ],
        }
      : attempt,
  );
  const ofAccounts = plan.surfaces.map((surface) =>
    surface.id === list ? { ...surface, shows: 'person' } : surface,
  );
  return withPlan({ ...healthy, attempts }, { surfaces: ofAccounts });
}

describe('a list that shows accounts', () => {
  it('holds where each account’s own shows that account', () => {
    expect(
      finding(
        runOfAccounts(() => true),
        id,
      ),
    ).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it('has lost an account that it had shown', () => {
    let times = 0;
    const once = runOfAccounts(({ viewer }) => viewer !== 'a2' || (times += 1) === 1);
    expect(times).toBeGreaterThan(1);
    const { verdict, breaches } = finding(once, id);
    expect(verdict).toBe('violated');
    expect(breaches[0]).toMatchObject({
      kind: 'lockout',
      owner: 'a2',
      sighting: { what: 'missing: person' },
    });
  });

  it('is a gap with the remedy where it shows nobody theirs', () => {
    const { verdict, reasons } = finding(
      runOfAccounts(() => false),
      id,
    );
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain(
      'shows "person", an id of accounts, and showed nobody theirs: name the id of what it lists',
    );
  });
});
