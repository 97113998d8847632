import type { Session } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';

/** The sessions at hand: an open one of each account, and those that were signed out. */
export function sessionsAtHand(worker: Worker): {
  open: readonly Session[];
  ended: readonly Session[];
} {
  const open = new Map<string, Session>();
  for (const session of worker.sessions) {
    // The first: sessions from before the update are what it has to survive.
    if (session.state === 'open' && isOfItsSide(worker, session) && !open.has(session.account.id)) {
      open.set(session.account.id, session);
    }
  }
  return {
    open: [...open.values()],
    ended: worker.sessions.filter(({ state }) => state === 'signed-out'),
  };
}

/** Whether the account's cohort has this session in this phase; another was ended by a later one. */
export function isOfItsSide(worker: Pick<Worker, 'phase'>, { phase, account }: Session): boolean {
  return phase === worker.phase || account.cohort['session'] !== 'after';
}
