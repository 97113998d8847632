import { endShares } from './acting/shares.ts';
import { formerRequests } from './choosing/share-requests.ts';
import type { SweepProbe } from './probe.ts';

/** Ends shares. The accounts that the things were shared with request them again, and then the owners do. */
export const formerAccess: SweepProbe = {
  id: 'former-access',
  title: 'What was shared, once that is over',
  needs: 'things that were shared',
  disturbs: 'data',
  follows: ['shares'],
  async *attempts({ worker, surfaces, sessions, until }) {
    const over = await endShares(worker, sessions.open, until);
    const { former, controls } = formerRequests(surfaces, sessions.open, over);
    yield former;
    yield controls;
  },
};
