import { signOutSome } from './acting/end-sessions.ts';
import { oftenEnough } from './choosing/often-enough.ts';
import { barredRequests } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/** Signs out sessions that were seen to work, and requests their account's own things with them. */
export const signOut: SweepProbe = {
  id: 'sign-out',
  title: 'An account’s own, with a session that was just signed out',
  needs: 'a sign-out, and accounts that may sign in again',
  disturbs: 'sessions',
  async *attempts({ worker, surfaces, shown }) {
    const ended = await signOutSome(worker, shown);
    const requests = barredRequests(surfaces, ended, worker.things);
    yield oftenEnough(
      worker,
      requests.filter((request) => worker.canTry(request)),
    );
  },
};
