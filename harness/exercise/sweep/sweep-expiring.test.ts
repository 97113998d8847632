import { expect, it } from 'vitest';
import { sweep } from './sweep.ts';
import { deployTokens, describeTokens } from '../scan/tokens.test-support.ts';
import { person, testWorker } from '../worker/worker.test-support.ts';

it.each([401, 403])(
  'no attempt is lost to sessions that end on the way (others: %d)',
  async (refusal) => {
    const deployment = await deployTokens({ uses: 9, refusal });
    const { worker } = await testWorker(describeTokens(deployment.url, { told: false }));
    await Promise.all(Array.from({ length: 12 }, async () => person(worker)));
    await sweep(worker, { seed: 1 });
    const { attempts, facts } = worker.recorded;
    expect(facts.filter(({ fact }) => fact === 'failed')).toEqual([]);
    const repeated = new Set(attempts.map(({ retryOf }) => retryOf));
    expect(
      attempts.filter(({ id, outcome }) => outcome === 'unclear' && !repeated.has(id)),
    ).toEqual([]);
    // Requests changed by probes are not granted on this deployment.
    const open = attempts.filter(
      ({ sessionState, outcome, changed }) =>
        sessionState === 'open' && outcome !== 'unclear' && changed === undefined,
    );
    const ownerOf = new Map(worker.things.map(({ id, owner }) => [id, owner.id]));
    for (const { outcome, viewer, thing } of open)
      expect(outcome).toBe(thing === null || ownerOf.get(thing) === viewer ? 'granted' : 'denied');
    expect(facts.filter(({ fact }) => fact === 'session-renewed').length).toBeGreaterThan(0);
    expect(deployment.log.filter((line) => line.startsWith('reuse'))).toEqual([]);
  },
);
