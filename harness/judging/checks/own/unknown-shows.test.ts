import { expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { finding, withPlan } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

it('is inconclusive where a list must show what has an id that nothing ever had', () => {
  const misspelt = plan.surfaces.map((surface) =>
    surface.id === surfaces.list.id ? { ...surface, shows: 'consultatoin' } : surface,
  );
  const { verdict, reasons } = finding(
    withPlan(healthyRun(), { surfaces: misspelt }),
    'own-access',
  );
  expect(verdict).toBe('inconclusive');
  expect(reasons.join()).toContain('shows "consultatoin", an id that nothing ever had');
});

it('leaves out lists that show accounts, by an id of those', () => {
  const ofAccounts = plan.surfaces.map((surface) =>
    surface.id === surfaces.list.id ? { ...surface, shows: 'person' } : surface,
  );
  const { reasons } = finding(withPlan(healthyRun(), { surfaces: ofAccounts }), 'own-access');
  expect(reasons.join()).not.toContain('that nothing ever had');
});
