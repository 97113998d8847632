import { isCurrentSession } from '../../state/current-session.ts';
import type { Session } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';

/** The sessions that a sweep uses: one open session of each account, and all signed-out sessions. */
export function sessionsAtHand(worker: Worker): {
  open: readonly Session[];
  ended: readonly Session[];
} {
  const open = new Map<string, Session>();
  for (const session of worker.sessions) {
    // The oldest session counts: if it dates from before the update, the test is whether it survives.
    if (
      session.state === 'open' &&
      isCurrentSession(worker, session) &&
      !open.has(session.account.id)
    ) {
      open.set(session.account.id, session);
    }
  }
  return {
    open: [...open.values()],
    ended: worker.sessions.filter(({ state }) => state === 'signed-out'),
  };
}
