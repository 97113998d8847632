import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verify } from '../verify.ts';

/** A gate of the embedded clinic with so much time. How much of it a machine needs is not what is tested. */
async function gate(update: string, budget: number) {
  const out = await mkdtemp(join(tmpdir(), 'chaperone-gate-'));
  const { env } = process;
  process.env = { ...env };
  try {
    const few = { accounts: 14, strength: 2, seed: 3 } as const;
    const options = { update, only: ['sweep'] as const, budget, out, confirmed: false, ...few };
    const { verdict, text, setting } = await verify(options, new AbortController().signal);
    await setting.embedded?.stop();
    return { verdict, text };
  } finally {
    process.env = env;
    await rm(out, { recursive: true, force: true });
  }
}

it(
  'is no pass where its time was over before strangers had their turn',
  { timeout: 180_000 },
  async () => {
    // The time counts from the start of this process: it is over long before the first attempt.
    const { verdict, text } = await gate('switch-to-video', 1);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', scope: 'gate' });
    expect(verdict.reasons.join('\n')).toMatch(
      /the gate’s time was over before .* had tried it before the update \(give it a longer --budget\)/,
    );
    const own = verdict.coverage.probes.find(({ id }) => id === 'own-views');
    expect(own?.granted).toBeGreaterThan(0);
    expect(text).toContain('This is a gate of ');
  },
);
