import { signOutSome } from './acting/end-sessions.ts';
import { oftenEnough } from './choosing/often-enough.ts';
import { withEachCredential } from './choosing/credentials-alone.ts';
import { barredRequests } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Signs out sessions that were seen to work, and requests their account's own things with them; then with each of a
 * session's credentials alone.
 */
export const signOut: SweepProbe = {
  id: 'sign-out',
  title: 'An account’s own, with a session that was just signed out',
  needs: 'a sign-out, and accounts that may sign in again',
  disturbs: 'sessions',
  async *attempts(context) {
    const { worker, surfaces } = context;
    const ended = await signOutSome(worker, context.shown);
    const requests = barredRequests(surfaces, ended, worker.things);
    yield oftenEnough(
      worker,
      requests.filter((request) => worker.canTry(request)),
    );
    yield withEachCredential(worker, ended, context);
  },
};
