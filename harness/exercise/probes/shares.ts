import { hasEnded, openShares } from './acting/shares.ts';
import { sharedRequests } from './choosing/share-requests.ts';
import type { SweepProbe } from './probe.ts';

/** Shares some things. The accounts that they are shared with request them, so that a later refusal means something. */
export const shares: SweepProbe = {
  id: 'shares',
  title: 'What is shared, by those it is shared with',
  needs: 'things that can be shared',
  disturbs: 'data',
  when: 'first',
  async *attempts({ worker, surfaces, sessions, seed }) {
    await openShares(worker, sessions.open, seed);
    const lasting = worker.shares.filter((share) => !hasEnded(share));
    yield sharedRequests(surfaces, sessions.open, lasting);
  },
};
