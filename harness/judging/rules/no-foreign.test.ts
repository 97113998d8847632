import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, changed, finding, tokenOf, withPlan, without } from '../testing/history-builder.ts';
import { plan, surfaces } from '../testing/plan-of-tests.ts';

const healthy = healthyRun();
const cases = [
  ['no-foreign-listing', surfaces.list],
  ['no-foreign-reading', surfaces.read],
  ['no-foreign-streaming', surfaces.stream],
] as const;

describe.each(cases)('%s', (id, surface) => {
  const like = { surface: surface.id, viewer: 'a2', outcome: 'granted' } as const;

  it('holds where nobody received anything of another', () => {
    expect(finding(healthy, id)).toMatchObject({
      verdict: 'holds',
      reasons: [],
      breaches: [],
      granted: 14,
    });
  });

  it('is violated by a foreign token in one’s own view', () => {
    const run = also(healthy, like, { sightings: [tokenOf(1)] });
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [
        { kind: 'leak', owner: 'a1', sighting: { what: 'visit reason', where: '$.reason' } },
      ],
    });
  });

  it.each(['denied', 'concealed', 'unclear'] as const)(
    'is violated by a token in a %s answer too',
    (outcome) => {
      const run = also(healthy, like, { outcome, status: 404, sightings: [tokenOf(1)] });
      expect(finding(run, id).verdict).toBe('violated');
    },
  );

  it('is violated by a token of another run: the owner is unknown', () => {
    const token = { run: plan.run + 1, account: 2, field: 1 };
    const run = also(healthy, like, {
      sightings: [{ kind: 'token', token, where: '$', encoding: 'plain' }],
    });
    expect(finding(run, id).breaches).toMatchObject([{ owner: null }]);
  });

  it('is inconclusive where the surface was granted to nobody', () => {
    const run = changed(
      healthy,
      { surface: surface.id, outcome: 'granted', phase: 'after-update' },
      { outcome: 'unclear', status: 500, why: 'status 500' },
    );
    const { verdict, reasons } = finding(run, id);
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain(
      `anything of their own after the update (status 500): ${surface.id}`,
    );
  });

  it('is inapplicable where the deployment has none, and says so', () => {
    const rest = plan.surfaces.filter(({ gives }) => gives !== surface.gives);
    const lacking = withPlan(without(healthy, { surface: surface.id }), {
      surfaces: rest,
      lacks: { [surface.gives]: 'none is kept' },
    });
    expect(finding(lacking, id)).toMatchObject({
      verdict: 'inapplicable',
      reasons: ['none is kept'],
    });
  });

  it('is inconclusive where there is none and nothing says why', () => {
    const rest = plan.surfaces.filter(({ gives }) => gives !== surface.gives);
    const run = withPlan(without(healthy, { surface: surface.id }), { surfaces: rest });
    expect(finding(run, id)).toMatchObject({
      verdict: 'inconclusive',
      reasons: [expect.stringContaining('noSurface')],
    });
  });
});
