import { expect, it } from 'vitest';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { createRetries, mostRetries } from './retries.ts';

const broken = {
  surface: 'GET /files/{file}',
  variant: 'range-end',
  outcome: 'unclear',
  status: 206,
  why: 'the connection was closed before the answer was complete',
} as Attempt;
const granted = { ...broken, outcome: 'granted', why: undefined } as unknown as Attempt;

/** What repeating may do after the given answers came where `broken` was repeated. */
function after(...again: readonly Attempt[]) {
  const retries = createRetries();
  for (const one of again) retries.note(broken, one);
  return retries;
}

it('gives repeating up where the same came again each time, there and in that way alone', () => {
  const same = Array.from({ length: mostRetries }, () => broken);
  expect(after(...same.slice(1)).mayHelp(broken)).toBe(true);
  const retries = after(...same);
  expect(retries.mayHelp(broken)).toBe(false);
  expect(retries.mayHelp({ ...broken, variant: 'range' })).toBe(true);
  expect(retries.mayHelp({ ...broken, surface: 'GET /notes' })).toBe(true);
  expect(retries.mayHelp({ ...broken, why: 'another reason' })).toBe(true);
});

it('goes on where it has helped, however rarely', () => {
  const same = Array.from({ length: 9 }, () => broken);
  expect(after(...same, granted, ...same).mayHelp(broken)).toBe(true);
});

it.each([null, 429, 500, 503])('repeats an answer with status %s each time', (status) => {
  const retries = createRetries();
  const passing = { ...broken, status } as Attempt;
  for (let turn = 0; turn < 9; turn += 1) retries.note(passing, passing);
  expect(retries.mayHelp(passing)).toBe(true);
});
