import { expect, it } from 'vitest';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { also, finding, withFacts } from '../../testing/history-builder.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const healthy = healthyRun();
const id = 'own-access';
const refused = {
  outcome: 'denied',
  status: 403,
  sightings: [],
  items: null,
  digests: [],
} as const;

it('holds where a session was found expired and was renewed, whatever it was refused in between', () => {
  const dead = { ...refused, status: 404, outcome: 'concealed' } as const;
  const [at, next] = [plan.startedAt + 2350, plan.startedAt + 2500];
  const run = also(
    healthy,
    { viewer: 'a2', surface: surfaces.stream.id, thing: 'a2.1', session: 'a2.s1' },
    { ...dead, sentAt: at, answeredAt: at },
  );
  expect(finding(run, id).verdict).toBe('violated');
  const renewed = {
    type: 'fact',
    fact: 'session-renewed',
    account: 'a2',
    session: 'a2.s1',
  } as const;
  const shift = (one: Attempt) =>
    one.session === 'a2.s1' && one.sentAt > at
      ? { ...one, sentAt: one.sentAt + 1000, answeredAt: one.answeredAt + 1000 }
      : one;
  const later = { ...run, attempts: run.attempts.map(shift) };
  const expired = withFacts(later, { ...renewed, from: next, at: next, expired: true });
  expect(finding(expired, id)).toMatchObject({ verdict: 'holds', reasons: [] });
  // One that was renewed in time was alive all along.
  const inTime = withFacts(later, { ...renewed, from: next, at: next });
  expect(finding(inTime, id).verdict).toBe('violated');
});

it('refusals by a session that was found expired later say nothing of what others may see', () => {
  const renewed = {
    type: 'fact',
    fact: 'session-renewed',
    account: 'a2',
    session: 'a2.s1',
  } as const;
  const attempts = healthy.attempts.map((one) => {
    const isForeign = one.session === 'a2.s1' && one.thing !== null && !one.thing.startsWith('a2.');
    return isForeign && one.phase === 'after-update' ? { ...one, ...refused } : one;
  });
  expect(finding({ ...healthy, attempts }, 'no-foreign-reading').verdict).toBe('holds');
  const mine = attempts.filter(
    ({ session, phase }) => session === 'a2.s1' && phase === 'after-update',
  );
  const lastGrant = Math.max(
    ...mine.filter(({ outcome }) => outcome === 'granted').map(({ sentAt }) => sentAt),
  );
  const firstRefusal = Math.min(
    ...mine.filter(({ outcome }) => outcome === 'denied').map(({ sentAt }) => sentAt),
  );
  // All that it was granted at the end came only once it had been renewed.
  const at = Math.min(
    ...mine.map(({ sentAt }) => sentAt).filter((time) => time > firstRefusal && time <= lastGrant),
  );
  const run = withFacts({ ...healthy, attempts }, { ...renewed, from: at, at, expired: true });
  const { verdict, reasons } = finding(run, 'no-foreign-reading');
  expect([verdict, reasons.join()]).toEqual([
    'inconclusive',
    expect.stringContaining('was not seen alive'),
  ]);
});
