import { describe, expect, it } from 'vitest';
import type { Attempt } from '../domain/attempt.ts';
import type { Fact } from '../domain/fact.ts';
import {
  also,
  changed,
  healthyRun,
  judge,
  tokenOf,
  withFacts,
  withPlan,
  without,
} from './testing/history-builder.ts';
import type { Run } from './testing/history-builder.ts';
import { plan, surfaces } from './testing/plan-of-tests.ts';

const healthy = healthyRun();
const after = { phase: 'after-update' } as const;
const end = plan.startedAt + 50_000;

const withoutFacts = (drop: (fact: Fact) => boolean): Run => ({
  ...healthy,
  facts: healthy.facts.filter((fact) => !drop(fact)),
});
const withoutAttempts = (drop: (attempt: Attempt) => boolean): Run => ({
  ...healthy,
  attempts: healthy.attempts.filter((one) => !drop(one)),
});
const isForeign = ({ viewer, thing }: Attempt): boolean =>
  thing !== null && !thing.startsWith(`${viewer}.`) && viewer !== 'anonymous';
const release = (phase: 'before-update' | 'after-update', text: string | null): Fact => ({
  type: 'fact',
  fact: 'release-read',
  at: end,
  phase,
  release: text,
});
const failed = (what: string): Fact => ({
  type: 'fact',
  fact: 'failed',
  at: end,
  account: 'a2',
  cohort: { region: 'uk' },
  what,
  why: 'status 500',
});
const ended = (status: 'failed' | 'interrupted'): Fact => ({
  type: 'fact',
  fact: 'part-ended',
  at: end,
  part: 'sweep',
  status,
  why: 'Ctrl-C',
});
const accepted = (until: string) => ({
  surface: surfaces.stream.id,
  reason: 'being replaced',
  by: 'Ada',
  until,
});

/** Every way we could think of in which a run says nothing while nothing leaks, with what must be said of it. */
const accidents: readonly [name: string, run: Run, reason: RegExp][] = [
  ['nothing ran at all', { ...healthy, facts: [], attempts: [] }, /no patient account/],
  [
    'nothing ran after the update',
    withoutAttempts(({ phase }) => phase === 'after-update'),
    /nothing was attempted after the update/,
  ],
  [
    'nothing ran before the update',
    withoutAttempts(({ phase }) => phase === 'before-update'),
    /nothing was attempted before the update/,
  ],
  [
    'nobody tried what is another’s',
    withoutAttempts(isForeign),
    /nobody tried anything of another/,
  ],
  [
    'one kind of account tried nothing of others',
    withoutAttempts((one) => one.viewer === 'a2' && isForeign(one)),
    /was not tried.*region uk, account after/,
  ],
  [
    'staff tried nothing of others',
    withoutAttempts((one) => one.viewer === 'a4' && isForeign(one)),
    /was not tried.*clinician/,
  ],
  [
    'every foreign attempt was unclear',
    changedAll(isForeign, { outcome: 'unclear', status: 503, why: 'status 503' }),
    /unclear \(status 503\)/,
  ],
  [
    'refusals were truncated, and not read to the end',
    changedAll(isForeign, { truncated: true }),
    /not read to the end/,
  ],
  ['the session that was refused had died: 401 from then on', deadFrom('a2'), /not seen alive/],
  [
    'a stranger got a 200 of which nobody knows whose it is',
    also(
      healthy,
      { ...after, viewer: 'a2', thing: 'a1.1' },
      { outcome: 'unclear', status: 200, why: 'a 200' },
    ),
    /nothing to tell whose it is/,
  ],
  [
    'a stranger was granted media that cannot be recognised',
    also(
      healthy,
      { ...after, viewer: 'a2', thing: 'a1.1' },
      { outcome: 'granted', status: 200, digests: ['of nobody'] },
    ),
    /nothing to tell whose it is/,
  ],
  [
    'a stranger saw one unique value only',
    also(
      healthy,
      { ...after, viewer: 'a2', thing: 'a1.1' },
      {
        outcome: 'granted',
        status: 200,
        sightings: [
          { kind: 'unique', account: 'a1', field: 'phone', where: '$', encoding: 'plain' },
        ],
      },
    ),
    /nothing to tell whose it is/,
  ],
  [
    'owners were not granted before',
    withoutAttempts(
      (one) =>
        one.phase === 'after-update' && one.outcome === 'granted' && one.sentAt < firstForeign(),
    ),
    /not paired/,
  ],
  [
    'lists were always empty',
    changed(
      healthy,
      { surface: surfaces.list.id, outcome: 'granted' },
      { outcome: 'concealed', items: [], sightings: [] },
    ),
    /no owner was ever shown/,
  ],
  [
    'one kind of account’s own list was never clear',
    changed(
      healthy,
      { ...after, viewer: 'a2', surface: surfaces.list.id },
      { outcome: 'unclear', why: 'page loop' },
    ),
    /page loop/,
  ],
  [
    'the release did not change',
    unchangedRelease(),
    /the release is 1.0 before and after the update test-update: it changed nothing/,
  ],
  [
    'the release was never read',
    withoutFacts(({ fact }) => fact === 'release-read'),
    /release was not read/,
  ],
  [
    'the release became unreadable',
    withFacts(healthy, release('after-update', null)),
    /could not be read/,
  ],
  [
    'half of the servers were not updated',
    withFacts(healthy, release('after-update', '1.0')),
    /several releases ran after the update: 1.0, 1.1/,
  ],
  [
    'attempts met another release than was read',
    changed(healthy, { ...after, id: 't80' }, { release: '1.0' }),
    /several releases/,
  ],
  ['a sign-in failed', withFacts(healthy, failed('sign-in')), /sign-in failed: status 500/],
  [
    'a consultation could not be created',
    withFacts(healthy, failed('consultation')),
    /consultation failed/,
  ],
  [
    'the sweep was interrupted',
    withFacts(healthy, ended('interrupted')),
    /sweep was interrupted: Ctrl-C/,
  ],
  ['the sweep failed in one shard', withFacts(healthy, ended('failed')), /sweep failed/],
  [
    'the sweep never ended',
    withoutFacts(({ fact }) => fact === 'part-ended'),
    /sweep did not come to its end/,
  ],
  [
    'another part of the plan never ended',
    withPlan(healthy, { parts: ['sweep', 'properties'] }),
    /properties did not come to its end/,
  ],
  ['the sweep was left out', withPlan(healthy, { parts: ['scenarios'] }), /sweep was left out/],
  [
    'a file of the history is not whole',
    { ...healthy, defects: ['sweep.ndjson: was not closed'] },
    /was not closed/,
  ],
  [
    'facts contradict each other',
    withFacts(healthy, {
      type: 'fact',
      fact: 'thing-created',
      at: end,
      thing: 'a0.1',
      owner: 'a1',
      phase: 'after-update',
      ids: {},
    }),
    /a0.1 is recorded as a0's and as a1's/,
  ],
  [
    'a thing’s creation is not recorded',
    withoutFacts((fact) => fact.fact === 'thing-created' && fact.thing === 'a1.1'),
    /creation is not recorded/,
  ],
  [
    'there was one patient only',
    {
      ...withoutFacts(
        (fact) =>
          fact.fact === 'account-created' && fact.role === 'patient' && fact.account !== 'a0',
      ),
    },
    /only one patient account/,
  ],
  [
    'no surface is described',
    withPlan({ ...healthy, attempts: [] }, { surfaces: [] }),
    /noSurface/,
  ],
  [
    'an accepted gap has expired',
    withPlan(healthy, { accept: [accepted('2025-12-31')] }),
    /gap that Ada accepted has expired/,
  ],
  [
    'an accepted gap’s end is no day',
    withPlan(healthy, { accept: [accepted('soon')] }),
    /has expired/,
  ],
  [
    'a gap elsewhere than accepted',
    withPlan(
      changed(healthy, { surface: surfaces.read.id }, { outcome: 'unclear', why: 'timeout' }),
      { accept: [accepted('2026-12-31')] },
    ),
    /GET \/visits\/{visit}/,
  ],
  [
    'everything is accepted, so that nothing is left to hold',
    withPlan(
      { ...healthy, attempts: [] },
      { accept: plan.surfaces.map(({ id }) => ({ ...accepted('2026-12-31'), surface: id })) },
    ),
    /nothing was attempted/,
  ],
];

function changedAll(which: (attempt: Attempt) => boolean, change: Partial<Attempt>): Run {
  return {
    ...healthy,
    attempts: healthy.attempts.map((one) => (which(one) ? { ...one, ...change } : one)),
  };
}

function unchangedRelease(): Run {
  const facts = healthy.facts.map((fact) =>
    fact.fact === 'release-read' ? { ...fact, release: '1.0' } : fact,
  );
  return { ...changedAll(() => true, { release: '1.0' }), facts };
}

function firstForeign(): number {
  return (
    healthy.attempts.find(
      (one) => one.phase === 'after-update' && isForeign(one) && one.outcome !== 'granted',
    )?.sentAt ?? 0
  );
}

/** From its first foreign attempt on, the viewer gets nothing but 401. */
function deadFrom(viewer: string): Run {
  const from = firstForeign();
  return changedAll(
    (one) => one.viewer === viewer && one.session === `${viewer}.s1` && one.sentAt >= from,
    {
      outcome: 'denied',
      status: 401,
      sightings: [],
      items: null,
      digests: [],
    },
  );
}

describe('what says nothing is never green', () => {
  it('but a whole run is', () => {
    expect(judge(healthy).verdict).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it.each(accidents)('%s', (_, run, reason) => {
    const { verdict } = judge(run);
    expect(verdict.verdict).not.toBe('holds');
    expect(verdict.reasons.join('\n')).toMatch(reason);
    expect(verdict.residualRisk).toBeNull();
  });

  it.each(accidents)('and what leaked stays violated: %s', (_, run) => {
    const leaked = { ...run, attempts: [...run.attempts, leakOf(healthy)] };
    const known =
      leaked.plan.surfaces.length > 0 &&
      leaked.facts.some((fact) => fact.fact === 'account-created' && fact.account === 'a1');
    expect(judge(leaked).verdict.verdict).toBe('violated');
    if (known)
      expect(judge(leaked).verdict.violations).toContainEqual(
        expect.objectContaining({ owner: expect.objectContaining({ account: 'a1' }) }),
      );
  });

  it('says a handful of things, not one for each attempt', () => {
    for (const [, run] of accidents) expect(judge(run).verdict.reasons.length).toBeLessThan(40);
  });
});

function leakOf({ attempts }: Run): Attempt {
  const like = attempts.find(
    ({ viewer, surface, phase }) =>
      viewer === 'a2' && surface === surfaces.read.id && phase === 'after-update',
  );
  if (like === undefined) throw new Error('there is no such attempt');
  return { ...like, id: 'leak', outcome: 'granted', status: 200, sightings: [tokenOf(1)] };
}

describe('what is excused', () => {
  it('unclear attempts of which a repetition is clear', () => {
    const like = { ...after, viewer: 'a2', thing: 'a1.1', surface: surfaces.read.id } as const;
    const model = healthy.attempts.find(
      (one) => one.viewer === 'a2' && one.thing === 'a1.1' && one.surface === surfaces.read.id,
    );
    const run = changed(
      also(healthy, like, { retryOf: model?.id }),
      { id: model?.id ?? '' },
      { outcome: 'unclear', status: 200, why: 'odd' },
    );
    expect(judge(run).verdict.verdict).toBe('holds');
  });

  it('a gap that somebody accepted, on its surface, until its day; it is listed', () => {
    const gap = changed(
      healthy,
      { surface: surfaces.stream.id },
      { outcome: 'unclear', why: 'timeout', digests: [] },
    );
    expect(judge(gap).verdict.verdict).toBe('inconclusive');
    const { verdict } = judge(withPlan(gap, { accept: [accepted('2026-01-01')] }));
    expect(verdict.accepted).toEqual([{ ...accepted('2026-01-01'), expired: false }]);
    expect(verdict.invariants.find(({ id }) => id === 'no-anonymous-access')?.verdict).toBe(
      'holds',
    );
    // Nothing at all came of this kind of surface: that is not what was accepted.
    expect(verdict.reasons).toEqual([
      'no-foreign-streaming: no owner was granted anything to compare with',
    ]);
  });

  it('never a violation', () => {
    const run = also(
      healthy,
      { ...after, viewer: 'a2', surface: surfaces.stream.id },
      { sightings: [tokenOf(1)] },
    );
    expect(judge(withPlan(run, { accept: [accepted('2026-12-31')] })).verdict.verdict).toBe(
      'violated',
    );
  });

  it('an account that could not be removed afterwards', () => {
    expect(judge(withFacts(healthy, failed('removal'))).verdict.verdict).toBe('holds');
  });

  it('a run that expects no update and has one phase only', () => {
    const only = without(healthy, { phase: 'before-update' });
    const facts = only.facts.filter(
      (fact) => fact.fact !== 'release-read' || fact.phase === 'after-update',
    );
    expect(
      judge(withPlan({ ...only, facts }, { update: { expected: false, name: null } })).verdict
        .verdict,
    ).toBe('holds');
  });
});
