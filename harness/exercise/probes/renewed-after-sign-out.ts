import { isFirstHalf } from '../state/first-half.ts';
import { inParallel } from '../state/in-parallel.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import { tolerate } from './acting/tolerate.ts';
import { barredRequests } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/** Renewals at the same time. */
const atOnce = 8;

/**
 * Renews sessions that were signed out, and requests their accounts' own things. Where the renewal was refused, one
 * request shows that nothing came of it. It runs at the very end, and not before an expected update: a deployment may
 * end all sessions of an account whose old refresh token is used again.
 */
export const renewedAfterSignOut: SweepProbe = {
  id: 'renewed-after-sign-out',
  title: 'An account’s own, with a session that was renewed after it had been signed out',
  needs: 'a sign-out, and accounts.renew',
  disturbs: 'sessions',
  follows: ['sign-out'],
  when: 'last',
  async *attempts({ worker, surfaces, sessions, controls }) {
    if (worker.definition.accounts.renew === undefined || isFirstHalf(worker)) return;
    const requests: AttemptRequest[] = [];
    await inParallel(sessions.ended, atOnce, async (ended) => {
      const tried = await tolerate(worker, async () => worker.renewEnded(ended));
      if (tried === null) return;
      const barred = barredRequests(surfaces, [tried.session], worker.things).filter((request) =>
        worker.canTry(request),
      );
      requests.push(...(tried.isRefused ? barred.slice(0, 1) : barred));
    });
    yield requests;
    yield controls().map((request) => ({ ...request, probe: 'own-views' }));
  },
};
