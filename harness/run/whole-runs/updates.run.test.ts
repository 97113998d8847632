import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { updates } from '../../../clinic/updates/index.ts';
import { verify } from '../verify.ts';

// A harness must prove that it can fail. A sweep must find exactly the invariants broken that an update of the clinic
// declares to break. Seeding encodes real media in a browser.
// All of them are tried by the catalogue.
const sample = updates.filter(({ id }) => ['switch-to-video', 'babylon-2020'].includes(id));
it.each(sample.map(({ id, breaks }) => ({ id, breaks })))(
  'judges $id as the clinic says',
  { timeout: 180_000 },
  async ({ id, breaks }) => {
    const out = await mkdtemp(join(tmpdir(), 'chaperone-updates-'));
    const { env } = process;
    // A copy: a run sets variables for the processes that it starts.
    process.env = { ...env };
    try {
      const options = { update: id, only: ['sweep'] as const, out, confirmed: false };
      const { verdict, setting } = await verify(options, new AbortController().signal);
      await setting.embedded?.stop();
      const violated = verdict.invariants
        .filter((result) => result.verdict === 'violated')
        .map((result) => result.id);
      expect(violated).toEqual([...new Set(breaks.map(({ invariant }) => invariant))]);
      expect(verdict.reasons).toEqual([]);
      for (const { viewer } of verdict.violations) {
        // The clinic has its own word for the side of a booking.
        const { booked: _, ...factors } = { booked: '', ...breaks[0]?.cohort };
        expect(viewer.cohort).toMatchObject({ ...factors, booking: 'after' });
      }
    } finally {
      process.env = env;
      await rm(out, { recursive: true, force: true });
    }
  },
);
