import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt, SessionState } from '../../domain/attempts/attempt.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { Viewing } from '../../domain/ledger/may-view.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';

/** An attempt with what plan and ledger say about it. */
export type ResolvedAttempt = {
  attempt: Attempt;
  /** Its place in the order of time, from 0 on. */
  place: number;
  surface: SurfaceInfo;
  /**
   * Chaperone itself asked for it, as a surface of the plan says: what a browser loads along the way asks for nothing
   * certain, and a request that a probe changed asks for something else. What they bring back of others counts all the same.
   */
  addressed: boolean;
  /** Null at a fixed address, whatever thing the viewer was after. */
  thing: ThingId | null;
  /** The owner of what was asked for; null where the ledger does not know the thing. */
  owner: AccountId | null;
  /** What the ledger says of the session at that time; `changing`: it was being signed out, or nobody knows. */
  state: SessionState | 'changing';
  /** The account whose rights the attempt has: the viewer's with an open session or a signature of theirs, else nobody's. */
  actingAs: AccountId;
  /** What the viewer had asked for. `ended`: what nobody may have any more, with the address that was given for it. */
  asked: 'own' | 'entitled' | 'changing' | 'foreign' | 'unknown' | 'ended';
};

/** With whose rights an attempt is judged, and when it was made. */
export function viewingOf({ attempt, actingAs }: ResolvedAttempt): Viewing {
  return { viewer: actingAs, sentAt: attempt.sentAt, answeredAt: attempt.answeredAt };
}

/** Attempts whose state nobody can tell: they say signed out, but no fact does. */
export function isMislabelled(ledger: Ledger, attempt: Attempt): boolean {
  if (attempt.sessionState !== 'signed-out') return false;
  return (ledger.sessions.get(attempt.session ?? '')?.signedOut ?? null) === null;
}
