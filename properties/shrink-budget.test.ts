import { expect, it } from 'vitest';
import { shrinkBudget } from './shrink-budget.ts';

it('limits nothing before the first counterexample, and executions from then on', () => {
  const budget = shrinkBudget({ executions: 2, time: 60_000 });
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, true]);
  budget.open();
  expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
});

it('ends when the time is over', () => {
  const budget = shrinkBudget({ executions: 2, time: 0 });
  budget.open();
  expect(budget.spend()).toBe(false);
});
