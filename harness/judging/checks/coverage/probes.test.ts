import { expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { also, finding, judge, tokenOf, withFacts } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';
import type { FactOf } from '../../../domain/ledger/fact.ts';

const healthy = healthyRun();
const probed = (more: Partial<FactOf<'probed'>>): FactOf<'probed'> => ({
  type: 'fact',
  fact: 'probed',
  at: plan.startedAt + 1,
  phase: 'before-update',
  probe: 'odd',
  title: 'Odd',
  planned: 3,
  cut: 0,
  why: null,
  ...more,
});
/** As in the middle of the sweep after the update. */
const foreign = {
  viewer: 'a2',
  surface: surfaces.read.id,
  thing: 'a1.1',
  phase: 'after-update',
  variant: 'plain',
} as const;
const changed = { method: 'GET', path: '/visits/x/', elsewhere: true, headers: {} };
const odd = { probe: 'odd', variant: 'trailing-slash', changed } as const;
const answered = {
  outcome: 'unclear',
  status: 200,
  why: 'a 200',
  sightings: [],
  bytes: 9,
} as const;

it('tells over both phases what came of a probe, and counts repetitions once', () => {
  let run = withFacts(
    healthy,
    probed({ cut: 2 }),
    probed({ phase: 'after-update', cut: 1, at: plan.startedAt + 2 }),
    probed({ probe: 'idle', title: 'Idle', planned: 0, why: 'it needs a moon' }),
  );
  run = also(run, foreign, { ...odd, id: 'o1', outcome: 'denied', status: 403 });
  run = also(run, foreign, { ...odd, id: 'o2', ...answered });
  run = also(run, foreign, { ...odd, id: 'o3', outcome: 'granted', sightings: [], retryOf: 'o2' });
  run = also(run, foreign, { ...odd, id: 'o4', outcome: 'unclear', retryOf: 'o3' });
  run = also(run, foreign, { ...odd, id: 'o5', outcome: 'granted', sightings: [], retryOf: 'o2' });
  const { probes } = judge(run).verdict.coverage;
  expect(probes).toEqual([
    {
      id: 'idle',
      title: 'Idle',
      tried: 0,
      byStrangers: 0,
      granted: 0,
      refused: 0,
      unclear: 0,
      cut: 0,
      why: 'it needs a moon',
    },
    {
      id: 'odd',
      title: 'Odd',
      tried: 2,
      byStrangers: 2,
      granted: 1,
      refused: 1,
      unclear: 0,
      cut: 3,
      why: null,
    },
  ]);
});

it('says of a run how much of what probes name was attempted', () => {
  expect(judge(healthy).verdict.scope).toBe('default');
  const thorough = { ...healthy, plan: { ...plan, scope: 'thorough' as const } };
  expect(judge(thorough).verdict.scope).toBe('thorough');
});

const id = 'no-foreign-reading';

it('a request that was changed leaks like any other', () => {
  const run = also(healthy, foreign, { ...odd, ...answered, sightings: [tokenOf(1)] });
  expect(finding(run, id).verdict).toBe('violated');
});

it('what a changed request is answered is a gap only where owners get theirs in the same way', () => {
  const run = also(healthy, foreign, { ...odd, ...answered });
  expect(finding(run, id)).toMatchObject({ verdict: 'holds', reasons: [] });
  const own = { ...foreign, viewer: 'a1' };
  const both = also(run, own, { ...odd, outcome: 'granted', bytes: 9 });
  expect(finding(both, id)).toMatchObject({
    verdict: 'inconclusive',
    reasons: [expect.stringContaining('answered a stranger')],
  });
});

const failed = { outcome: 'unclear', status: 503, why: 'status 503', sightings: [] } as const;

it('changed requests of strangers that all met errors are a gap, and one refusal closes it', () => {
  const run = also(healthy, foreign, { ...odd, ...failed });
  expect(finding(run, id)).toMatchObject({
    verdict: 'inconclusive',
    reasons: [expect.stringMatching(/probe odd by others than the owner.*status 503/)],
  });
  const both = also(run, foreign, { ...odd, variant: 'x', outcome: 'denied', status: 403 });
  expect(finding(both, id)).toMatchObject({ verdict: 'holds', reasons: [] });
  const owners = also(healthy, { ...foreign, viewer: 'a1' }, { ...odd, ...failed });
  expect(finding(owners, id)).toMatchObject({ verdict: 'holds', reasons: [] });
  const nobody = { ...foreign, viewer: 'anonymous' };
  expect(
    finding(also(healthy, nobody, { ...odd, ...failed }), 'no-anonymous-access'),
  ).toMatchObject({ verdict: 'inconclusive', reasons: [expect.stringContaining('probe odd')] });
});

it('requests with other ids that met errors are a gap for each kind of account and each mixture', () => {
  const mixed = { ...odd, changed: { ...changed, idsOnly: true } };
  const refused = { outcome: 'denied', status: 403, sightings: [] } as const;
  const run = also(healthy, foreign, { ...mixed, variant: 'own-account', ...failed });
  const both = also(run, foreign, { ...mixed, variant: 'own-x', ...refused });
  expect(finding(both, id)).toMatchObject({
    verdict: 'inconclusive',
    reasons: [expect.stringContaining('probe odd')],
  });
  const same = also(run, foreign, { ...mixed, variant: 'own-account', ...refused });
  expect(finding(same, id)).toMatchObject({ verdict: 'holds', reasons: [] });
});

it('a refusal of a changed request stands in for none of the plain one', () => {
  const attempts = healthy.attempts.map((attempt) => {
    const { surface, thing, viewer, phase } = attempt;
    const isForeign =
      surface === surfaces.read.id && thing !== null && !thing.startsWith(`${viewer}.`);
    return isForeign && phase === 'after-update' ? { ...attempt, ...odd } : attempt;
  });
  const { verdict, reasons } = finding({ ...healthy, attempts }, id);
  expect(verdict).toBe('inconclusive');
  expect(reasons.join()).toContain('was not tried');
});

it('an owner who is refused a changed request is not locked out', () => {
  const own = { ...foreign, viewer: 'a1' };
  const run = also(healthy, own, { ...odd, outcome: 'denied', status: 403, sightings: [] });
  expect(finding(run, 'own-access').verdict).toBe('holds');
});

it('is inconclusive by name where a probe of the definition attempted nothing on either side', () => {
  const idle = { own: true, planned: 0, why: 'it needs a moon' };
  const after = { phase: 'after-update', at: plan.startedAt + 2 } as const;
  const never = judge(withFacts(healthy, probed(idle), probed({ ...idle, ...after }))).verdict;
  expect(never.verdict).toBe('inconclusive');
  expect(never.reasons).toEqual([
    'the definition\u2019s probe odd attempted nothing: it needs a moon',
  ]);
  const once = judge(withFacts(healthy, probed(idle), probed({ own: true, ...after }))).verdict;
  expect(once.verdict).toBe('holds');
  const ours = judge(withFacts(healthy, probed({ ...idle, own: undefined }))).verdict;
  expect(ours.verdict).toBe('holds');
});
