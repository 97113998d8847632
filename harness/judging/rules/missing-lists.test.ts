import { expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, finding, withPlan } from '../testing/history-builder.ts';
import { plan, surfaces } from '../testing/plan-of-tests.ts';

const healthy = healthyRun();

it('is no lockout that a list is missing before there is anything to show in it', () => {
  const created =
    healthy.facts.find((fact) => fact.fact === 'thing-created' && fact.thing === 'a2.1')?.at ?? 0;
  const breaches = (outcome: 'concealed' | 'denied', sentAt: number, run = healthy) => {
    const status = outcome === 'concealed' ? 404 : 403;
    const missing = { outcome, status, sightings: [], items: null, digests: [] };
    const like = { phase: 'after-update', viewer: 'a2', surface: surfaces.list.id } as const;
    const one = also(run, like, { ...missing, sentAt, answeredAt: sentAt + 1 });
    return finding(one, 'own-access').breaches.length;
  };
  const early = created - 2;
  expect(breaches('concealed', early)).toBe(0);
  expect(breaches('denied', early)).toBe(1);
  expect(breaches('concealed', plan.startedAt + 50_000)).toBe(1);
  // Nothing says what it shows: there may have been something.
  const unsaid = plan.surfaces.map((surface) => ({ ...surface, shows: undefined }));
  expect(breaches('concealed', early, withPlan(healthy, { surfaces: unsaid }))).toBe(1);
});
