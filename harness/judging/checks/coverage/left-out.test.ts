import { expect, it } from 'vitest';
import type { FactOf } from '../../../domain/ledger/fact.ts';
import { parseRecord } from '../../../domain/history/parse-record.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { changed, judge, withFacts } from '../../testing/history-builder.ts';
import { plan, surfaces } from '../../testing/plan-of-tests.ts';

const fact: FactOf<'left-out'> = {
  type: 'fact',
  fact: 'left-out',
  at: plan.startedAt + 1,
  phase: 'after-update',
  what: 'rows',
  surface: surfaces.read.id,
  where: '$.messages[]',
  most: 200,
  count: 40,
};
const healthy = healthyRun();

it('is told by surface and place with its figures, and is no reason', () => {
  const run = withFacts(
    healthy,
    fact,
    { ...fact, where: '$.of-jane-1980[]', count: 1300 },
    { ...fact, phase: 'before-update', where: '$.then[]' },
    { ...fact, what: 'first-step-values', surface: 'sign-in', where: 'its answers', most: 6 },
  );
  const { verdict } = judge(run);
  expect(verdict.coverage.passedOver).toEqual([
    {
      surface: surfaces.read.id,
      why: 'no more than 200 rows within an answer that is not described as a list are looked at: 1,300 or more of one answer were left out',
      places: ['$.*[]', '$.messages[]'],
      more: 0,
    },
    {
      surface: 'sign-in',
      why: 'no more than 6 values of a sign-in’s first step are looked at: 40 or more of one answer were left out',
      places: ['its answers'],
      more: 0,
    },
  ]);
  expect(verdict.verdict).toBe('holds');
});

it('is read from a history', () => {
  expect(parseRecord(JSON.stringify(fact))).toEqual({ record: fact });
  expect(parseRecord(JSON.stringify({ ...fact, what: 'whatever' }))).toHaveProperty('defect');
});

it('of a list makes the run inconclusive: its rows are judged', () => {
  const list = { surface: surfaces.list.id, outcome: 'granted', viewer: 'a0' } as const;
  const { verdict } = judge(changed(healthy, list, { truncated: true }));
  expect(verdict.verdict).toBe('inconclusive');
  expect(verdict.reasons.join()).toContain('not read to the end');
});
