import { describe, expect, it } from 'vitest';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { Baseline } from '../../domain/verdict/baseline.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { healthyRun } from '../../judging/testing/healthy-run.ts';
import {
  changed,
  tokenOf,
  without,
  withFacts,
  withPlan,
} from '../../judging/testing/history-builder.ts';
import type { Run } from '../../judging/testing/history-builder.ts';
import { plan, surfaces } from '../../judging/testing/plan-of-tests.ts';
import { baselineFrom, compare, judged, planned, probed } from './since-baseline.test-support.ts';

const healthy = healthyRun();
const read = surfaces.read.id;
/** A run in which this account is granted what is another's. */
const leakyTo = (viewer: string, surface: string = read, run: Run = healthy): Run =>
  changed(
    run,
    { viewer, surface, outcome: 'concealed' },
    { outcome: 'granted', status: 200, sightings: [tokenOf(viewer === 'a0' ? 1 : 0)] },
  );

/** The run in which an account is of another kind. */
const withCohort = (run: Run, account: string, cohort: Cohort): Run => ({
  ...run,
  facts: run.facts.map((fact) =>
    fact.fact === 'account-created' && fact.account === account ? { ...fact, cohort } : fact,
  ),
});

const fault = expect.objectContaining({ surface: read, invariant: 'no-foreign-reading' });

const uncovered = (surface: string): Fact => ({
  type: 'fact',
  fact: 'uncovered',
  at: plan.startedAt + 1,
  phase: 'after-update',
  surface,
  why: 'no surface covers it',
  open: true,
});

describe('a violation, since the baseline', () => {
  it('is new, persisting or fixed', () => {
    const added = compare(healthy, leakyTo('a1'));
    expect(added.baseline).toMatchObject({
      new: added.verdict.violations.map(({ id }) => id),
      persisting: [],
      fixed: [],
    });
    expect(added.baseline.new.length).toBeGreaterThan(0);
    const fixed = compare(leakyTo('a1'), healthy).baseline;
    expect(fixed).toMatchObject({ new: [], persisting: [], fixed: [fault], notLookedAt: [] });
    expect(compare(healthy, healthy).verdict.verdict).toBe('holds');
  });

  it('persists in other kinds of account, and is violated as ever', () => {
    const { verdict, baseline } = compare(leakyTo('a1'), leakyTo('a2'));
    expect(verdict.violations.map(({ id }) => id)).not.toEqual(
      judged(leakyTo('a1')).verdict.violations.map(({ id }) => id),
    );
    expect(baseline).toMatchObject({ new: [], fixed: [], notLookedAt: [] });
    expect(baseline.persisting).toHaveLength(verdict.violations.length);
    expect(verdict.verdict).toBe('violated');
  });

  it('is not fixed by being admitted', () => {
    const [violation] = judged(leakyTo('a1')).verdict.violations;
    const admitted = withPlan(leakyTo('a1'), {
      accept: [
        {
          what: 'finding',
          surface: read,
          id: violation?.finding ?? '',
          reason: 'known',
          by: 'Ada',
          until: '2026-12-31',
        },
      ],
    });
    const { verdict, baseline } = compare(leakyTo('a1'), admitted);
    expect(verdict.verdict).toBe('holds');
    expect(baseline).toMatchObject({ persisting: [violation?.id], fixed: [] });
    expect(baselineFrom(admitted).violations).toEqual(baselineFrom(leakyTo('a1')).violations);
  });
});

describe('what a run did not see is not fixed where', () => {
  const incomplete = (run: Run): Run => ({
    ...run,
    facts: run.facts.map((fact) =>
      fact.fact === 'part-ended' ? { ...fact, status: 'interrupted' } : fact,
    ),
  });
  it.each<[string, Run, Partial<Baseline>]>([
    ['the time of a gate cut the surface', withFacts(healthy, probed({ late: { [read]: 3 } })), {}],
    [
      'the time was over before a probe began',
      withFacts(healthy, probed({ unfinished: true })),
      {},
    ],
    ['the run was interrupted', incomplete(healthy), {}],
    ['its history is damaged', { ...healthy, defects: ['a line is cut'] }, {}],
    ['factors were combined in fewer ways', healthy, { strength: 3 }],
    ['there were fewer accounts', healthy, { tuples: 5 }],
    ['a property saw it, and none ran', healthy, { parts: ['sweep', 'properties'] }],
    [
      'the surface is described no more',
      withPlan(
        { ...healthy, attempts: healthy.attempts.filter(({ surface }) => surface !== read) },
        { surfaces: plan.surfaces.filter(({ id }) => id !== read) },
      ),
      {},
    ],
    [
      'strangers\u2019 attempts were unclear',
      changed(
        healthy,
        { viewer: 'a1', surface: read, outcome: 'concealed' },
        { outcome: 'unclear', status: 503, why: 'status 503' },
      ),
      {},
    ],
    [
      'what could not be judged on the surface is admitted',
      withPlan(healthy, {
        accept: [{ what: 'gap', surface: read, reason: 'down', by: 'Ada', until: '2026-12-31' }],
      }),
      {},
    ],
  ])('%s', (_, run, change) => {
    expect(compare(leakyTo('a1'), run, change).baseline).toMatchObject({
      fixed: [],
      notLookedAt: [fault],
      persisting: [],
    });
  });

  it('nobody of the kinds that met it looked', () => {
    const others = withCohort(healthy, 'a1', { region: 'uk', account: 'before' });
    expect(compare(leakyTo('a1'), others).baseline).toMatchObject({
      fixed: [],
      notLookedAt: [fault],
    });
    const owners = withCohort(healthy, 'a0', { region: 'ie', account: 'before' });
    expect(compare(leakyTo('a1'), owners).baseline).toMatchObject({ fixed: [] });
  });

  it('they looked on the other side of the update only, or at another’s', () => {
    const before = { viewer: 'a1', surface: read, phase: 'before-update', thing: 'a0.1' } as const;
    expect(compare(leakyTo('a1'), without(healthy, before)).baseline).toMatchObject({ fixed: [] });
  });

  it('the baseline does not say who met it', () => {
    const { violations } = baselineFrom(leakyTo('a1'));
    const earlier = violations.map((known) => ({ ...known, viewer: undefined }));
    expect(compare(leakyTo('a1'), healthy, { violations: earlier }).baseline).toMatchObject({
      fixed: [],
      notLookedAt: [fault],
    });
  });

  it('and is fixed where others of the kinds that met it looked', () => {
    const everyIe = leakyTo('a3', read, leakyTo('a1'));
    expect(
      compare(everyIe, without(healthy, { viewer: 'a3', surface: read, thing: 'a0.1' })),
    ).toMatchObject({ baseline: { fixed: [fault] } });
  });

  it('and is fixed where the time cut another surface only', () => {
    const elsewhere = withFacts(healthy, probed({ late: { [surfaces.stream.id]: 3 } }));
    expect(compare(leakyTo('a1'), elsewhere).baseline).toMatchObject({ fixed: [fault] });
  });

  it('the probe that saw it was cut, and had not been by a thorough run', () => {
    const byProbe = changed(
      leakyTo('a1'),
      { viewer: 'a1', surface: read, outcome: 'granted', thing: 'a0.1' },
      { probe: 'foreign-ids' },
    );
    const thorough = withPlan(byProbe, { scope: 'thorough' });
    const probing = changed(
      withFacts(healthy, probed({})),
      { viewer: 'a1', surface: read, outcome: 'concealed' },
      { probe: 'foreign-ids' },
    );
    expect(compare(byProbe, healthy).baseline).toMatchObject({ fixed: [] });
    expect(compare(byProbe, probing).baseline).toMatchObject({ fixed: [fault] });
    expect(compare(thorough, probing).baseline).toMatchObject({ fixed: [] });
  });
});

describe('what nobody has reviewed makes the run inconclusive by name', () => {
  const added = { ...surfaces.read, id: 'GET /letters/{letter}' };
  const more = withPlan(healthy, { surfaces: [...plan.surfaces, added] });
  const operation = 'GET /exports/{export}';

  it('a surface', () => {
    const { verdict, baseline } = compare(healthy, more);
    expect(verdict.verdict).toBe('inconclusive');
    expect(baseline.newSurfaces).toEqual([added.id]);
    expect(verdict.reasons.join('\n')).toContain(`reviewed by nobody: ${added.id} (`);
    expect(compare(more, more).baseline.newSurfaces).toEqual([]);
  });

  it('an operation of the document, unless it is admitted', () => {
    const exporting = withFacts(healthy, uncovered(operation));
    const { verdict, baseline } = compare(healthy, exporting);
    expect(verdict.verdict).toBe('inconclusive');
    expect(baseline.newSurfaces).toEqual([operation]);
    expect(compare(exporting, exporting).verdict.verdict).toBe('holds');
    const admitted = withPlan(exporting, {
      accept: [
        {
          what: 'uncovered',
          surface: operation,
          reason: 'it is public',
          by: 'Ada',
          until: '2026-12-31',
        },
      ],
    });
    expect(compare(healthy, admitted).verdict.verdict).toBe('holds');
  });

  it('and so does a baseline that is lost', () => {
    const { verdict } = judged(withPlan(healthy, planned));
    expect(verdict).toMatchObject({ verdict: 'inconclusive', baseline: null });
    expect(verdict.reasons.join('\n')).toContain('chaperone.baseline.json is not in the run');
  });
});
