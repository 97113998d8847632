import { firstStepListeners } from './choosing/first-step-values.ts';
import { fieldOf, planBarredRounds } from './choosing/plan-rounds.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Signed-out and half signed-in sessions listen while an open session of their own account acts. So do half sign-ins with
 * the values of their first step where whole sessions carry theirs, such as in the `?token=` of an address.
 */
export const listeningSignedOut: SweepProbe = {
  id: 'listening-signed-out',
  title: 'What sessions hear that were signed out, or never fully in',
  needs: 'a surface that is listened to, and sessions that have ended',
  disturbs: 'sessions',
  follows: ['sign-out', 'half-sign-in'],
  attempts({ worker, seed, sessions, endedNow }) {
    const ended = [...new Set([...endedNow, ...sessions.ended])].filter(
      ({ state }) => state !== 'wrong-password',
    );
    return planBarredRounds(fieldOf(worker, seed), ended, firstStepListeners(worker, ended));
  },
};
