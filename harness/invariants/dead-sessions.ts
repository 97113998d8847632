import type { Ledger } from '../domain/ledger.ts';
import type { Tried } from './tried.ts';

/** The answer to somebody who has nothing in a list: not a refusal. */
export function isEmptyList({ attempt, surface }: Tried): boolean {
  const answered = attempt.status !== null && attempt.status < 300;
  return surface.gives === 'list' && attempt.outcome === 'concealed' && answered;
}

/** Whether an owner was refused their own. */
export function isRefused(one: Tried): boolean {
  const { outcome } = one.attempt;
  return (outcome === 'denied' || outcome === 'concealed') && !isEmptyList(one);
}

/**
 * Sessions opened before the update that were refused everything after it. They may have expired, which
 * would be no fault; signing in again would hide one. So nothing can be said of them.
 */
export function deadSessions(ledger: Ledger, tried: readonly Tried[]): ReadonlySet<string> {
  const refused = new Set<string>();
  const alive = new Set<string>();
  for (const one of tried) {
    const { session, phase } = one.attempt;
    if (session === null || phase !== 'after-update' || !one.addressed || one.state !== 'open')
      continue;
    if (ledger.sessions.get(session)?.phase !== 'before-update') continue;
    if (one.attempt.outcome === 'granted' || (one.asked === 'own' && isEmptyList(one)))
      alive.add(session);
    else if (one.asked === 'own' && isRefused(one)) refused.add(session);
  }
  return new Set([...refused].filter((session) => !alive.has(session)));
}
