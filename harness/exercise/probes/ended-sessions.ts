import { barredRequests } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/** Tries sessions that were signed out before this sweep. They must stay signed out across the update. */
export const endedSessions: SweepProbe = {
  id: 'ended-sessions',
  title: 'An account’s own, with a session that was signed out earlier',
  needs: 'a session that was signed out before',
  disturbs: 'nothing',
  attempts: ({ surfaces, sessions, things, worker }) =>
    barredRequests(surfaces, sessions.ended, things).filter((request) => worker.canTry(request)),
};
