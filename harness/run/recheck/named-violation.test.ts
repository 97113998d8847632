import { expect, it } from 'vitest';
import type { UsageError } from '../../domain/errors.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { namedViolation } from './named-violation.ts';

const base = { surface: 'GET /notes' } as Violation;
const [one, two, three, accepted] = (
  [
    ['aa11', 'ff00'],
    ['aa22', 'ff00'],
    ['bb33', 'ff99'],
    ['cc44', 'ee00'],
  ] as const
).map(([id, finding]) => ({ ...base, id, finding }));
const run = {
  violations: [one, two, three] as Violation[],
  acceptedViolations: [accepted] as Violation[],
};

it.each([
  ['its id', 'aa22', two],
  ['its finding, the first of which stands for all', 'ff00', one],
  ['the beginning of an id', 'b', three],
  ['the beginning of a finding', 'ff0', one],
  ['the id of one that is admitted', 'cc44', accepted],
])('takes %s', (_, name, meant) => {
  expect(namedViolation(run, name)).toBe(meant);
});

it.each([
  ['no violation', 'dd', /no violation dd/],
  ['two of them', 'aa', /aa may mean several.*/],
  ['two findings', 'ff', /ff may mean several.*/],
])('refuses what means %s', (_, name, message) => {
  expect(() => namedViolation(run, name)).toThrow(message);
  try {
    namedViolation(run, name);
  } catch (error) {
    expect((error as UsageError).remedy).toMatch(/aa11 \(GET \/notes\)/);
  }
});
