import { describe, expect, it } from 'vitest';
import { anonymous } from '../../../domain/accounts/account.ts';
import type { Attempt, Item } from '../../../domain/attempts/attempt.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, judge, tokenOf, visitDigest, withPlan } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const pharmacies: SurfaceInfo = {
  kind: 'request',
  id: 'GET /pharmacies',
  gives: 'list',
  needs: [],
  imported: true,
};
const row = (name: string): Item => ({ where: '$[0]', sightings: [], ids: [name] });
const asked = (change: Partial<Attempt>): Partial<Attempt> => ({
  surface: pharmacies.id,
  outcome: 'granted',
  status: 200,
  sightings: [],
  items: [row('one')],
  ...change,
});

/** What patients and strangers were given by one more list, before and after the update. */
function run(
  patients: Partial<Attempt>,
  strangers: Partial<Attempt>,
  { surface = pharmacies, before = strangers, viewer = 'a1' } = {},
): Run {
  const own = { surface: surfaces.list.id } as const;
  let result = withPlan(healthyRun(), { surfaces: [...plan.surfaces, surface] });
  for (const phase of ['before-update', 'after-update'] as const) {
    result = also(result, { ...own, phase, viewer }, asked(patients));
    const given = phase === 'before-update' ? before : strangers;
    result = also(result, { ...own, phase, viewer: anonymous }, asked(given));
  }
  return result;
}

const refused = { outcome: 'denied', status: 401, items: null } as const;
const verdictOf = (one: Run) => judge(one).verdict;

describe('a list that was imported', () => {
  it('is public where everybody is shown the same rows, of nobody, and then listed', () => {
    const { verdict, violations, coverage } = verdictOf(run({}, {}));
    expect({ verdict, violations }).toEqual({ verdict: 'holds', violations: [] });
    expect(coverage.whyUnreached[pharmacies.id]).toContain('public');
  });

  it('is public where its rows have no id, but are the same as a whole', () => {
    const nameless = (whole: string) => ({ items: [{ ...row(''), ids: [], whole }] });
    expect(verdictOf(run(nameless('one'), nameless('one'))).verdict).toBe('holds');
    expect(verdictOf(run(nameless('one'), nameless('two'))).verdict).toBe('violated');
  });

  it('is public to staff too, who find themselves in it', () => {
    expect(verdictOf(run({}, {}, { viewer: 'a4' })).verdict).toBe('holds');
  });

  it.each([
    ['strangers are refused it', run({}, refused)],
    ['strangers are shown other rows', run({}, { items: [row('two')] })],
    [
      'strangers are shown rows that nothing tells apart',
      run({ items: [row('')] }, { items: [{ ...row(''), ids: [] }] }),
    ],
    ['it has become public with the update', run({}, {}, { before: refused })],
    [
      'nobody can tell whether it was public before the update',
      run(
        {},
        {},
        {
          surface: { ...pharmacies, open: true },
          before: { outcome: 'unclear', status: 500, items: null },
        },
      ),
    ],
    ['a token of a patient is in it', run({}, { sightings: [tokenOf(0)] })],
    [
      'patients find themselves in it',
      run({ items: [{ ...row('x'), ids: [visitDigest(1)] }, row('one')] }, {}),
    ],
    ['it was written by hand', run({}, {}, { surface: { ...pharmacies, imported: false } })],
  ])('leaks where %s', (_, one) => {
    expect(verdictOf(one).verdict).toBe('violated');
  });

  it('may show other rows each time where its document says that nobody need sign in', () => {
    const surface = { ...pharmacies, open: true };
    expect(verdictOf(run({}, { items: [row('two')] }, { surface })).verdict).toBe('holds');
    // But not if strangers are refused it.
    expect(verdictOf(run({}, refused, { surface })).verdict).toBe('violated');
  });
});

describe('a picture that was imported', () => {
  const logo: SurfaceInfo = { ...pharmacies, id: 'GET /logo.png', gives: 'stream' };
  const given = { surface: logo.id, items: null, digests: ['logo'] };

  it('is public where everybody gets the same', () => {
    const { verdict, coverage } = verdictOf(run(given, given, { surface: logo }));
    expect(verdict).toBe('holds');
    expect(coverage.unreachedSurfaces).toEqual([logo.id]);
  });

  it('is not where strangers get another', () => {
    const other = { ...given, digests: ['other'] };
    expect(verdictOf(run(given, other, { surface: logo })).verdict).toBe('inconclusive');
  });
});

it('an imported surface whose owners were refused is no lockout, unless they had been granted it', () => {
  const thumbnail: SurfaceInfo = {
    kind: 'request',
    id: 'GET /thumbs/{film}',
    gives: 'stream',
    needs: ['film'],
    imported: true,
  };
  const own = { surface: surfaces.stream.id, phase: 'after-update' } as const;
  const withIt = withPlan(healthyRun(), { surfaces: [...plan.surfaces, thumbnail] });
  const granted = also(withIt, { ...own, viewer: 'a1' }, { surface: thumbnail.id, digests: ['t'] });
  const gone = { surface: thumbnail.id, outcome: 'concealed', status: 404, digests: [] } as const;
  const one = judge(also(granted, { ...own, viewer: 'a2' }, gone));
  expect(one.findings['own-access']).toMatchObject({ verdict: 'inconclusive', breaches: [] });
});
