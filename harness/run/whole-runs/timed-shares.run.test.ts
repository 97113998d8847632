import { afterAll, describe, expect, it, vi } from 'vitest';
import { describeFamily } from '../testing/describe-family.ts';
import { asItShould, createFamily } from '../testing/family.ts';
import type { Sees } from '../testing/family.ts';
import { onSocket } from '../testing/on-socket.ts';

// Deployment and harness run on one machine, so their clocks agree. The modules are loaded anew for it, and again for the files after this one.
const shareTimes = '../../domain/ledger/share-times.ts';
vi.doMock(shareTimes, () => ({ clockSkew: 50, longestWait: 120_000 }));
vi.resetModules();
const { runWhole } = await import('../testing/run-whole.ts');
afterAll(() => {
  vi.doUnmock(shareTimes);
  vi.resetModules();
});

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
/** Seconds that a share lasts: enough to see the shared thing before it expires, even on a busy machine. */
const seconds = 2;

describe('a share that expires', () => {
  it('is waited for, and holds if the access ends', async () => {
    const found = await judged(asItShould, { seconds, end: forGood });
    expect(found).toEqual({ verdict: 'holds', reasons: [], broken: [] });
  });

  it('is violated if the access does not end', async () => {
    const sees: Sees = (family, viewer, note) =>
      family.shares.some((share) => share.note === note.id && share.to === viewer);
    const found = await judged(sees, { seconds, end: forGood });
    expect(found).toMatchObject({ broken: ['no-access-after-revocation'] });
  });

  it('is not waited for if it takes too long, and the verdict says so', async () => {
    const found = await judged(asItShould, { seconds: 3600 });
    expect(found).toEqual({
      verdict: 'inconclusive',
      reasons: [expect.stringContaining('within 120 seconds')],
      broken: [],
    });
  });

  it('is not judged if shares never end', async () => {
    const found = await judged(asItShould, { end: { none: 'what is shared stays shared' } });
    expect(found).toEqual({ verdict: 'inapplicable', reasons: [], broken: [] });
  });
});
