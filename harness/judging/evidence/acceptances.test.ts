import { expect, it } from 'vitest';
import { isExpired } from './acceptances.ts';

it.each([
  ['2026-11-29T12:00:00Z', false],
  ['2026-11-30T23:59:59Z', false],
  ['2026-12-01T00:00:00Z', true],
  ['2027-01-01T00:00:00Z', true],
])('an acceptance until 2026-11-30 is expired at %s: %s', (at, expired) => {
  const acceptance = { surface: 'GET /notes', reason: 'soon', by: 'Ada', until: '2026-11-30' };
  expect(isExpired(acceptance, Date.parse(at))).toBe(expired);
});

it('an acceptance until no day is expired', () => {
  const acceptance = { surface: 'GET /notes', reason: 'soon', by: 'Ada', until: 'soon' };
  expect(isExpired(acceptance, 0)).toBe(true);
});
