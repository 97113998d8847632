import type { Attempt } from '../domain/attempt.ts';
import type { Ledger } from '../domain/ledger.ts';
import { keyOf } from './keys.ts';
import type { Tried } from './tried.ts';

/** By session and phase: when the session was last granted anything before it was refused everything. */
export type DeadSessions = ReadonlyMap<string, number>;

/** The answer to somebody who has nothing in a list, or silence where somebody listened: not a refusal. */
export function isEmptyList({ attempt, surface }: Tried): boolean {
  const answered = attempt.status !== null && attempt.status < 300;
  const maybe = surface.gives === 'list' || surface.listened === true;
  return maybe && attempt.outcome === 'concealed' && answered;
}

/** A sign that the session lives: it was given its own, or told that there is none. Silence is no sign. */
function isSignOfLife(one: Tried): boolean {
  if (one.attempt.outcome === 'granted') return true;
  return one.asked === 'own' && one.surface.listened !== true && isEmptyList(one);
}

/** Whether an owner was refused their own. */
export function isRefused(one: Tried): boolean {
  const { outcome } = one.attempt;
  return (outcome === 'denied' || outcome === 'concealed') && !isEmptyList(one);
}

/**
 * Whether a refusal may say no more than that the session has ended: a 401, a redirect, the sign-in page.
 * A 403 or 404 speaks to somebody.
 */
export function mayMeanSignedOut({ status }: Pick<Attempt, 'status'>): boolean {
  return status === null || status <= 401;
}

/**
 * Sessions that may have expired, which would be no fault, while signing in again would hide one; so that
 * nothing can be said of them. Those opened before the update that were refused everything after it; and
 * those that from some time on were refused as somebody who is not signed in. `tried` is in order of time.
 */
export function deadSessions(ledger: Ledger, tried: readonly Tried[]): DeadSessions {
  // What was never granted to this viewer tells nothing: a redirect may be all that staff get from a patients' page.
  const had = new Set<string>();
  const lives = new Map<
    string,
    { session: string; phase: string; lastGrant: number; since: Attempt[] }
  >();
  for (const one of tried) {
    const { session, phase, sentAt } = one.attempt;
    if (session === null || !one.addressed || one.state !== 'open') continue;
    const key = keyOf(session, phase);
    const what = keyOf(one.attempt.viewer, one.surface.id, one.thing);
    const life = lives.get(key) ?? { session, phase, lastGrant: -Infinity, since: [] };
    lives.set(key, life);
    if (isSignOfLife(one)) {
      had.add(what);
      life.lastGrant = sentAt;
      life.since = [];
    } else if (
      one.asked === 'own' &&
      isRefused(one) &&
      (life.lastGrant === -Infinity || had.has(what))
    ) {
      life.since.push(one.attempt);
    }
  }
  const dead = new Map<string, number>();
  for (const [key, { session, phase, lastGrant, since }] of lives) {
    if (since.length === 0) continue;
    const isOld =
      phase === 'after-update' && ledger.sessions.get(session)?.phase === 'before-update';
    const hasDied = lastGrant === -Infinity ? isOld : since.every(mayMeanSignedOut);
    if (hasDied) dead.set(key, lastGrant);
  }
  return dead;
}

/** Whether an attempt was made with a session that may have been dead by then. */
export function isDead(dead: DeadSessions, { session, phase, sentAt }: Attempt): boolean {
  if (session === null) return false;
  const lastGrant = dead.get(keyOf(session, phase));
  return lastGrant !== undefined && sentAt > lastGrant;
}
