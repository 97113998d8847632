import { waitUntil } from '../state/wait-until.ts';
import { fieldOf, planBarredRounds } from './choosing/plan-rounds.ts';
import { barredRequests } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Waits until no signed-out session may live on by design, and requests and listens to their accounts' own things. Then
 * owners request some of their own, as the positive control.
 */
export const lingeringSessions: SweepProbe = {
  id: 'lingering-sessions',
  title: 'An account’s own, with a session that was signed out, once it may no longer live on',
  needs: 'a sign-out after which sessions may live on for some seconds (signOut.within)',
  disturbs: 'nothing',
  follows: ['sign-out'],
  when: 'last',
  async *attempts({ worker, surfaces, seed, sessions, controls, onWait, until }) {
    const lingering = sessions.ended.filter(({ livesUntil }) => livesUntil !== undefined);
    if (lingering.length === 0) return;
    const requests = barredRequests(surfaces, lingering, worker.things).filter((request) =>
      worker.canTry(request),
    );
    const end = Math.max(...lingering.map(({ livesUntil = 0 }) => livesUntil));
    if (end > until) {
      yield [{ left: requests.length }];
      return;
    }
    await waitUntil(worker, end, onWait);
    yield requests;
    yield planBarredRounds(fieldOf(worker, seed), lingering).map((round) => ({
      ...round,
      leaves: false,
    }));
    yield controls().map((request) => ({ ...request, probe: 'own-views' }));
  },
};
