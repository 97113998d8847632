import type { Attempt } from '../../domain/attempt.ts';
import type { Ledger } from '../../domain/ledger.ts';
import { keyOf } from './keys.ts';
import type { Tried } from './tried.ts';

/**
 * Attempts, by id, that were made with a session that may have been dead by then. `revived`: it was, and was
 * renewed afterwards; `ended`: it was refused everything until the end.
 */
export type DeadSessions = ReadonlyMap<string, 'revived' | 'ended'>;

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
 * nothing can be said of them. Those opened before the update that were refused everything after it; those
 * that from some time on were refused as somebody who is not signed in; and those that were found expired and
 * renewed, since they were last granted anything. `tried` is in order of time.
 */
export function deadSessions(ledger: Ledger, tried: readonly Tried[]): DeadSessions {
  // What was never granted to this viewer tells nothing: a redirect may be all that staff get from a patients' page.
  const had = new Set<string>();
  const lives = new Map<
    string,
    { session: string; phase: string; revived: boolean; lastGrant: number; since: Attempt[] }
  >();
  for (const one of tried) {
    const { session, phase, sentAt } = one.attempt;
    if (session === null || !one.addressed || one.state !== 'open') continue;
    const key = lifeKey(ledger, one.attempt);
    const what = keyOf(one.attempt.viewer, one.surface.id, one.thing);
    const life = lives.get(key) ?? {
      session,
      phase,
      revived: diedOnce(ledger, one.attempt),
      lastGrant: -Infinity,
      since: [],
    };
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
  const ends = new Map<string, { from: number; end: 'revived' | 'ended' }>();
  for (const [key, { session, phase, revived, lastGrant, since }] of lives) {
    if (revived) ends.set(key, { from: lastGrant, end: 'revived' });
    if (revived || since.length === 0) continue;
    const isOld =
      phase === 'after-update' && ledger.sessions.get(session)?.phase === 'before-update';
    const hasDied = lastGrant === -Infinity ? isOld : since.every(mayMeanSignedOut);
    if (hasDied) ends.set(key, { from: lastGrant, end: 'ended' });
  }
  const dead = new Map<string, 'revived' | 'ended'>();
  for (const { attempt } of tried) {
    const end = ends.get(lifeKey(ledger, attempt));
    if (end !== undefined && attempt.sentAt > end.from) dead.set(attempt.id, end.end);
  }
  return dead;
}

/** Whether an attempt was made with a session that may have been dead by then. */
export function isDead(dead: DeadSessions, { id }: Pick<Attempt, 'id'>): boolean {
  return dead.has(id);
}

type InSession = Pick<Attempt, 'session' | 'viewer' | 'phase' | 'sentAt'>;

/**
 * Names the life of a session that an attempt was made in: it has another one in the other phase, and after it
 * was found expired and was renewed. Without an id, the viewer's only session.
 */
export function lifeKey(ledger: Ledger, { session, viewer, phase, sentAt }: InSession): string {
  const revivedAt = ledger.sessions.get(session ?? '')?.revivedAt ?? [];
  const life = revivedAt.filter((at) => at <= sentAt).length;
  return keyOf(session ?? `of ${viewer}`, phase, String(life));
}

/** Whether the life that an attempt was made in ended by itself: the session was renewed only then. */
export function diedOnce(ledger: Ledger, { session, sentAt }: InSession): boolean {
  return (ledger.sessions.get(session ?? '')?.revivedAt ?? []).some((at) => at > sentAt);
}
