import { expect, it } from 'vitest';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { FactOf } from '../../../domain/ledger/fact.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { judge, withFacts } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const probed = (more: Partial<FactOf<'probed'>>): FactOf<'probed'> => ({
  type: 'fact',
  fact: 'probed',
  at: plan.startedAt + 1,
  phase: 'after-update',
  probe: 'foreign-ids',
  title: 'What is another’s',
  planned: 9,
  cut: 3,
  why: null,
  ...more,
});

const gate = (run: Run): Run => ({ ...run, plan: { ...run.plan, scope: 'gate', budget: 15_000 } });
const without = (run: Run, isGone: (attempt: Attempt) => boolean): Run => ({
  ...run,
  attempts: run.attempts.filter((one) => !isGone(one)),
});
const late = probed({ late: { [surfaces.read.id]: 3 } });
const cutRun = withFacts(gate(healthyRun()), late);
const verdictsOf = (run: Run, begin: string) =>
  judge(run)
    .verdict.invariants.filter(({ id }) => id.startsWith(begin) && !id.startsWith('no-access'))
    .map(({ verdict }) => verdict);
const reasons = (run: Run) => judge(run).verdict.reasons.filter((text) => text.includes('gate'));

it('holds where the time cut what goes beyond the minimum, and the coverage tells it', () => {
  const { verdict } = judge(cutRun);
  expect(verdict.verdict).toBe('holds');
  expect(verdict.scope).toBe('gate');
  expect(verdict.coverage.late).toEqual([{ surface: surfaces.read.id, attempts: 3 }]);
});

it.each<[string, (attempt: Attempt) => boolean]>([
  ['somebody who is not signed in', ({ sessionState }) => sessionState === 'none'],
  ['two other kinds of account', ({ viewer, thing }) => thing?.startsWith(`${viewer}.`) === false],
])('is inconclusive by name where %s had no time for it', (who, isTheirs) => {
  const run = without(
    cutRun,
    (attempt) =>
      attempt.surface === surfaces.read.id && attempt.phase === 'after-update' && isTheirs(attempt),
  );
  expect(judge(run).verdict.verdict).toBe('inconclusive');
  expect(reasons(run).join()).toContain(`before ${who} had tried it after the update`);
  expect(reasons(run).join()).toContain(surfaces.read.id);
  // Once, as a reason of the run; and no rule about others' things says beside it that it holds.
  expect(reasons(run)).toHaveLength(1);
  expect(verdictsOf(run, 'no-')).not.toContain('holds');
  expect(verdictsOf(run, 'own-access')).toEqual(['holds']);
});

it('lets no rule about others hold in a gate where nobody tried anything of another after the update', () => {
  const run = without(
    gate(healthyRun()),
    ({ viewer, thing, phase }) =>
      phase === 'after-update' && thing?.startsWith(`${viewer}.`) === false,
  );
  const { verdict, reasonsByInvariant } = judge(run);
  const why = 'nobody tried anything of another after the update';
  expect(verdict.reasons).toContain(why);
  expect(verdictsOf(run, 'no-foreign')).not.toContain('holds');
  expect(reasonsByInvariant['no-foreign-reading']?.join()).not.toBe('');
});

it('asks for nothing where no time was lacking, or in a run without a budget', () => {
  const isAnonymous = ({ sessionState }: Attempt) => sessionState === 'none';
  expect(reasons(without(gate(healthyRun()), isAnonymous))).toEqual([]);
  expect(reasons(without(withFacts(healthyRun(), late), isAnonymous))).toEqual([]);
});

it('takes a probe that never began for one of every surface', () => {
  const never = probed({ planned: 0, cut: 0, unfinished: true, why: 'the time was over' });
  const run = without(
    withFacts(gate(healthyRun()), never),
    ({ sessionState, surface }) => sessionState === 'none' && surface === surfaces.list.id,
  );
  expect(reasons(run).join()).toContain(surfaces.list.id);
});
