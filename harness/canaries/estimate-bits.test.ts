import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { countsAnywhere, estimateBits, MIN_ID_BITS } from './estimate-bits.ts';

describe('estimateBits', () => {
  it.each([
    '17',
    '000000000000000000017',
    '00000000-0000-4000-8000-000000000017',
    'consultation-1234',
    'appointmentReview',
    'aaaaaaaaaaaaaaaaaaaaaaaaa',
    '11111111111111111',
    '2026-11-22',
    '',
    'cardiology-department',
    'user_204817',
  ])('finds %j too short to count anywhere', (value) => {
    expect(estimateBits(value)).toBeLessThan(MIN_ID_BITS);
    expect(countsAnywhere(value)).toBe(false);
  });

  it.each([
    randomUUID(),
    randomBytes(16).toString('hex'),
    randomBytes(16).toString('base64url'),
    'cus_9s6XKzkNRiz8i3',
    'aB3xY7k',
    '01JD8ZQ4V6T3MEJ9X2',
    '507f1f77bcf86cd799439011',
    '7286305193846',
  ])('finds %j long enough', (value) => {
    expect(estimateBits(value)).toBeGreaterThanOrEqual(MIN_ID_BITS);
    expect(countsAnywhere(value)).toBe(true);
    expect(countsAnywhere(value)).toBe(true);
  });
});
