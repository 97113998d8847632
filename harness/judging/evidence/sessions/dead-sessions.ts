import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { Phase } from '../../../domain/phase.ts';
import { keyOf } from '../keys.ts';
import { isGrantedToSession } from './open-surfaces.ts';
import type { OpenSurfaces } from './open-surfaces.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/**
 * How a session ended. `revived`: it was found expired, and was renewed afterwards; `ended`: it was refused everything
 * from some time on until the end; `ended-by-update`: it is from before the update, and after it was refused everything as
 * somebody is who is not signed in.
 */
export type SessionEnd = 'revived' | 'ended' | 'ended-by-update';

/** Attempts, by id, that were made with a session that may have been dead by then. */
export type DeadSessions = ReadonlyMap<string, SessionEnd>;

/** Why what was asked for with sessions that the update ended says nothing: the same words wherever it does, so that reports say it once. */
export const whyEndedByUpdate =
  "sessions from before the update were ended by it, or had expired: they were refused everything after it, so that nobody with such a session was checked (signing in again would hide a fault). Verify sooner after seeding; if updates are meant to end sessions, say so by `impossible: ({ session }) => session === 'before'`";

/** The answer to somebody who has nothing in a list, or silence where somebody listened: not a refusal. */
export function isEmptyList({ attempt, surface }: ResolvedAttempt): boolean {
  const answered = attempt.status !== null && attempt.status < 300;
  const maybe = surface.gives === 'list' || traitsOf(surface).mayBeSilent;
  return maybe && attempt.outcome === 'concealed' && answered;
}

/** Shows that the session lives: it was given its own, or told that there is none. Silence does not show it. */
function isSignOfLife(ledger: Ledger, open: OpenSurfaces, resolved: ResolvedAttempt): boolean {
  return isGrantedToSession(ledger, open, resolved) || isToldOfNone(resolved);
}

/** Whether a viewer was told that there is nothing of theirs. Silence does not say so. */
export function isToldOfNone(resolved: ResolvedAttempt): boolean {
  const { asked, surface } = resolved;
  return asked === 'own' && !traitsOf(surface).mayBeSilent && isEmptyList(resolved);
}

/** Whether an owner was refused their own. */
export function isRefused(resolved: ResolvedAttempt): boolean {
  const { outcome } = resolved.attempt;
  return (outcome === 'denied' || outcome === 'concealed') && !isEmptyList(resolved);
}

/**
 * Whether a refusal may say no more than that the session has ended: a 401, a redirect, the sign-in page.
 * A 403 or 404 speaks to somebody.
 */
export function mayMeanSignedOut({ status }: Pick<Attempt, 'status'>): boolean {
  return status === null || status <= 401;
}

/** The life of a session, until it ended or was renewed. */
type Life = {
  session: string;
  phase: Phase;
  /** It was found expired, and the session was renewed. */
  revived: boolean;
  lastGrant: number;
  /** What it was refused of its own since then. */
  refused: Attempt[];
};

/**
 * Sessions that may have expired, which would be no fault, while signing in again would hide one; so that
 * nothing can be said of them. Those opened before the update that were refused everything after it; those
 * that from some time on were refused as somebody who is not signed in; and those that were found expired and
 * renewed, since they were last granted anything. `attempts` are in the order of time.
 */
export function deadSessions(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
  open: OpenSurfaces,
): DeadSessions {
  const lives = livesOf(ledger, attempts, open);
  const ends = new Map<string, { from: number; end: SessionEnd }>();
  for (const [key, life] of lives) {
    const end = endOfLife(ledger, life);
    if (end !== null) ends.set(key, { from: life.lastGrant, end });
  }
  const dead = new Map<string, SessionEnd>();
  if (ends.size === 0) return dead;
  for (const { attempt } of attempts) {
    const end = ends.get(lifeKey(ledger, attempt));
    if (end !== undefined && attempt.sentAt > end.from) dead.set(attempt.id, end.end);
  }
  return dead;
}

/** By `lifeKey`. */
function livesOf(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
  open: OpenSurfaces,
): ReadonlyMap<string, Life> {
  const lives = new Map<string, Life>();
  // What was never granted to this viewer tells nothing: a redirect may be all that staff get from a patients' page.
  const had = new Set<string>();
  for (const resolved of attempts) {
    const { attempt, asked, addressed, state, surface, thing } = resolved;
    const { session, phase, sentAt, viewer } = attempt;
    if (session === null || !addressed || state !== 'open') continue;
    const isAlive = isSignOfLife(ledger, open, resolved);
    const isRefusedOwn = asked === 'own' && isRefused(resolved);
    const revived = diedOnce(ledger, attempt);
    if (!isAlive && !isRefusedOwn && !revived) continue;
    const key = lifeKey(ledger, attempt);
    const life = lives.get(key) ?? { session, phase, revived, lastGrant: -Infinity, refused: [] };
    lives.set(key, life);
    if (!isAlive && !isRefusedOwn) continue;
    const what = keyOf(viewer, surface.id, thing);
    if (isAlive) {
      had.add(what);
      life.lastGrant = sentAt;
      life.refused = [];
    } else if (life.lastGrant === -Infinity || had.has(what)) life.refused.push(attempt);
  }
  return lives;
}

function endOfLife(ledger: Ledger, life: Life): SessionEnd | null {
  const { session, phase, revived, lastGrant, refused } = life;
  if (revived) return 'revived';
  if (refused.length === 0) return null;
  const isOld = phase === 'after-update' && ledger.sessions.get(session)?.phase === 'before-update';
  const isSignedOut = refused.every(mayMeanSignedOut);
  if (lastGrant > -Infinity) return isSignedOut ? 'ended' : null;
  if (!isOld) return null;
  return isSignedOut ? 'ended-by-update' : 'ended';
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
  const life = revivedAt.length === 0 ? 0 : revivedAt.filter((at) => at <= sentAt).length;
  return keyOf(session ?? `of ${viewer}`, phase, String(life));
}

/** Whether the life that an attempt was made in ended by itself: the session was renewed only then. */
export function diedOnce(ledger: Ledger, { session, sentAt }: InSession): boolean {
  return (ledger.sessions.get(session ?? '')?.revivedAt ?? []).some((at) => at > sentAt);
}
