import { describe, expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, finding, nameField, tokenOf } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const healthy = healthyRun();

describe('a viewer’s own marker in a refusal', () => {
  const own = { surface: surfaces.read.id, viewer: 'a3', thing: 'a3.1' } as const;
  const verdictOf = (change: Partial<Run['attempts'][number]>, invariant: string) =>
    finding(also(healthy, own, change), invariant).breaches.length;
  const greeted = {
    outcome: 'concealed',
    status: 404,
    sightings: [tokenOf(3, nameField)],
  } as const;
  const shown = { ...greeted, sightings: [tokenOf(3)] } as const;

  it('is no access to what a link led to that has ended, whatever of theirs the page shows', () => {
    const ended = { variant: 'expired' };
    expect(verdictOf({ ...greeted, ...ended }, 'no-access-after-revocation')).toBe(0);
    expect(verdictOf({ ...shown, ...ended }, 'no-access-after-revocation')).toBe(0);
    const granted = { outcome: 'granted', status: 200 } as const;
    expect(verdictOf({ ...shown, ...ended, ...granted }, 'no-access-after-revocation')).toBe(1);
    const others = { ...greeted, ...ended, sightings: [tokenOf(1)] };
    expect(verdictOf(others, 'no-access-after-revocation')).toBe(1);
  });

  it.each([
    ['signed-out', 'no-access-after-sign-out'],
    ['no-second-factor', 'second-factor-required'],
  ] as const)('is none without a session (%s), but for what is a thing’s', (sessionState, id) => {
    const barred = {
      sessionState,
      session: `a3.s${sessionState === 'signed-out' ? 2 : 3}-after-update`,
    };
    const late = { sentAt: Number.MAX_SAFE_INTEGER - 2, answeredAt: Number.MAX_SAFE_INTEGER - 1 };
    expect(verdictOf({ ...greeted, ...barred, ...late }, id)).toBe(0);
    expect(verdictOf({ ...shown, ...barred, ...late }, id)).toBe(1);
  });
});
