import { signInHalfway } from './acting/end-sessions.ts';
import { oftenEnough } from './choosing/often-enough.ts';
import { barredRequests } from './choosing/requests.ts';
import { withFirstStepValues } from './choosing/first-step-values.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Signs in as far as the second factor, and requests the account's own things with that session. Then it tries what the
 * first step's answers held (a ticket for the second step) in the places where whole sessions carry their credentials.
 */
export const halfSignIn: SweepProbe = {
  id: 'half-sign-in',
  title: 'An account’s own, signed in without the second factor',
  needs: 'accounts with a second factor',
  disturbs: 'sessions',
  async *attempts(context) {
    const { worker, surfaces } = context;
    const halves = await signInHalfway(worker);
    const requests = barredRequests(surfaces, halves, worker.things);
    yield oftenEnough(
      worker,
      requests.filter((request) => worker.canTry(request)),
    );
    yield withFirstStepValues(worker, halves, context);
  },
};
