import { describe, expect, it } from 'vitest';
import { expired } from './acceptance.ts';

describe('expired', () => {
  it('is true from the day after the last day on', () => {
    const acceptance = { until: '2026-11-30' };
    expect(
      ['2026-11-29', '2026-11-30', '2026-12-01', '2027-01-01'].map((day) =>
        expired(acceptance, day),
      ),
    ).toEqual([false, false, true, true]);
  });
});
