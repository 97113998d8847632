import { describe, expect, it } from 'vitest';
import { numbersOfParts } from './numbers-of-parts.test-support.ts';
import {
  allocateDateOfBirth,
  allocateNhsNumber,
  allocatePhone,
  nhsCheckDigit,
} from './reserved-ranges.ts';

describe('allocating', () => {
  // How many accounts of each part of a run get a value of their own.
  it.each([
    ['phone numbers', allocatePhone, 3250],
    ['dates of birth', allocateDateOfBirth, 6000],
    ['NHS numbers', allocateNhsNumber, 7000],
  ])('%s gives no value twice that it says is unique, in any part of a run', (_, allocate, own) => {
    const allocated = numbersOfParts(7000).map((number) => allocate(7, number));
    const unique = new Set(allocated.filter((one) => one.unique).map(({ value }) => value));
    expect(unique.size).toBe(3 * own);
    const shared = allocated.filter((one) => !one.unique);
    // So each of the unique values was given once, and never as a shared one.
    expect(shared).toHaveLength(3 * (7000 - own));
    expect(shared.filter(({ value }) => unique.has(value))).toEqual([]);
  });

  it('knows the check digit of a published example', () => {
    // NHS Data Dictionary: 401 023 2137.
    expect(nhsCheckDigit('401023213')).toBe(7);
  });
});
