import { describe, expect, it, vi } from 'vitest';
import { describeFamily } from '../testing/describe-family.ts';
import { asItShould, createFamily } from '../testing/family.ts';
import type { Sees } from '../testing/family.ts';
import { onSocket } from '../testing/on-socket.ts';
import { runWhole } from '../testing/run-whole.ts';

// One machine has one clock.
vi.mock('../../domain/share-times.ts', () => ({ clockSkew: 50, longestWait: 120_000 }));

async function judged(sees: Sees, options: Parameters<typeof describeFamily>[1]) {
  const { family, handlers } = createFamily(sees);
  const url = await onSocket(handlers);
  const { verdict } = await runWhole(describeFamily(url, options), () => {
    family.updated = true;
  });
  const { violations, reasons, invariants } = verdict;
  const broken = new Set(violations.map(({ invariant }) => invariant));
  const found = invariants.find(({ id }) => id === 'no-access-after-revocation');
  return { verdict: found?.verdict, reasons, broken: [...broken] };
}

const forGood = { none: 'a share ends by itself' };
/** Enough for what was shared to be seen, on a busy machine too. */
const seconds = 2;

describe('a share that ends by itself', () => {
  it('is waited for, and holds where it ends', async () => {
    const found = await judged(asItShould, { seconds, end: forGood });
    expect(found).toEqual({ verdict: 'holds', reasons: [], broken: [] });
  });

  it('is violated where it does not', async () => {
    const sees: Sees = (family, viewer, note) =>
      family.shares.some((share) => share.note === note.id && share.to === viewer);
    const found = await judged(sees, { seconds, end: forGood });
    expect(found).toMatchObject({ broken: ['no-access-after-revocation'] });
  });

  it('is not waited for where it takes too long, and that is said', async () => {
    const found = await judged(asItShould, { seconds: 3600 });
    expect(found).toEqual({
      verdict: 'inconclusive',
      reasons: [expect.stringContaining('within 120 seconds')],
      broken: [],
    });
  });

  it('is nothing to judge where there is no end at all', async () => {
    const found = await judged(asItShould, { end: { none: 'what is shared stays shared' } });
    expect(found).toEqual({ verdict: 'inapplicable', reasons: [], broken: [] });
  });
});
