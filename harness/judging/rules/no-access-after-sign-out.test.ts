import { expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, finding, tokenOf } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

const kept = (run: Run, variant: string): Run =>
  also(
    run,
    { surface: surfaces.read.id, phase: 'after-update', sessionState: 'signed-out' },
    { outcome: 'granted', status: 200, variant, sightings: [tokenOf(3)] },
  );

const lingering: Run = {
  ...healthyRun(),
  facts: healthyRun().facts.map((fact) =>
    fact.fact === 'signed-out' ? { ...fact, livesUntil: fact.at + 1_000_000 } : fact,
  ),
};

const reasons = (run: Run) => finding(run, 'no-access-after-sign-out').reasons.join();

it('is in doubt of a connection that outlived sign-out while the session lived on by design', () => {
  expect(finding(kept(lingering, 'kept'), 'no-access-after-sign-out').verdict).toBe('inconclusive');
  expect(reasons(kept(lingering, 'kept'))).toContain('a connection stayed open after sign-out');
  expect(reasons(kept(lingering, 'plain'))).not.toContain('a connection stayed open');
});

it('is violated by one that outlived sign-out where sessions end at once', () => {
  const { verdict, reasons: said } = finding(
    kept(healthyRun(), 'kept'),
    'no-access-after-sign-out',
  );
  expect(verdict).toBe('violated');
  expect(said.join()).not.toContain('a connection stayed open');
});
