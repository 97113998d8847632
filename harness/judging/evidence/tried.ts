import { anonymous } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Attempt, SessionState } from '../../domain/attempt.ts';
import type { Evidence } from '../../domain/invariant.ts';
import type { Ledger } from '../../domain/ledger.ts';
import { isEndedVariant } from '../../domain/link-variant.ts';
import { mayView } from '../../domain/may-view.ts';
import type { SurfaceInfo } from '../../domain/surface.ts';
import type { ThingId } from '../../domain/thing.ts';

/** An attempt with what plan and ledger say about it. */
export type Tried = {
  attempt: Attempt;
  surface: SurfaceInfo;
  /** Asked for by Chaperone itself on a surface of the plan: what a browser loads along the way asks for nothing certain. */
  addressed: boolean;
  /** Null at a fixed address, whatever thing the viewer was after. */
  thing: ThingId | null;
  /** Whose is what was asked for; null where the ledger does not know the thing. */
  owner: AccountId | null;
  /** What the ledger says of the session at that time; `changing`: it was being signed out, or nobody knows. */
  state: SessionState | 'changing';
  /** In whose right: the viewer's with an open session, else nobody's. */
  as: AccountId;
  /** What the viewer had asked for. `ended`: what nobody may have any more, with the address that was given for it. */
  asked: 'own' | 'entitled' | 'changing' | 'foreign' | 'unknown' | 'ended';
};

/** Looks every attempt up in plan and ledger. */
export function lookUpAttempts({ plan, history, ledger }: Evidence): Tried[] {
  const surfaces = new Map(plan.surfaces.map((surface) => [surface.id, surface]));
  return history.attempts.map((attempt) => {
    const described = surfaces.get(attempt.surface);
    const surface = described ?? guessSurface(attempt, surfaces);
    const thing = described?.needs.length === 0 ? null : attempt.thing;
    const owner = thing === null ? attempt.viewer : (ledger.things.get(thing)?.owner ?? null);
    const state = stateOf(ledger, attempt);
    const hasEnded = isEndedVariant(attempt.variant);
    const inOwnRight = !hasEnded && (state === 'open' || state === 'changing');
    return {
      attempt,
      surface,
      addressed: described !== undefined && isAsked(attempt, described),
      thing,
      owner,
      state,
      as: inOwnRight ? attempt.viewer : anonymous,
      asked: hasEnded ? 'ended' : askedFor(ledger, attempt, thing, owner),
    };
  });
}

/** Made for the surface itself; sockets also open along the way, in a browser. */
function isAsked({ channel, part }: Attempt, { listened }: SurfaceInfo): boolean {
  return channel === 'http' || (channel === 'socket' && listened === true && part !== 'scenarios');
}

/** Attempts whose state nobody can tell: they say signed out, but no fact does. */
export function isMislabelled(ledger: Ledger, attempt: Attempt): boolean {
  if (attempt.sessionState !== 'signed-out') return false;
  return (ledger.sessions.get(attempt.session ?? '')?.signedOut ?? null) === null;
}

function stateOf(ledger: Ledger, attempt: Attempt): Tried['state'] {
  const { sessionState, session, sentAt, answeredAt } = attempt;
  if (sessionState === 'none' || sessionState === 'no-second-factor') return sessionState;
  const ended = ledger.sessions.get(session ?? '')?.signedOut ?? null;
  if (ended === null) return sessionState === 'open' ? 'open' : 'changing';
  // Within one millisecond, what it was made with says which came first.
  const isJustNow = answeredAt === ended.from && sessionState === 'open';
  if (answeredAt < ended.from || isJustNow) return 'open';
  return sentAt >= ended.at ? 'signed-out' : 'changing';
}

function askedFor(
  ledger: Ledger,
  attempt: Attempt,
  thing: ThingId | null,
  owner: AccountId | null,
): Tried['asked'] {
  if (thing === null || owner === attempt.viewer) return 'own';
  if (owner === null) return 'unknown';
  const { viewer, sentAt, answeredAt } = attempt;
  // A thing of which only some fields are public is still another's.
  const may = mayView(ledger, { viewer, owner, thing, field: null, sentAt, answeredAt });
  return may === 'yes' ? 'entitled' : may === 'no' ? 'foreign' : 'changing';
}

/** Browsers meet surfaces that nobody described; `shown X` is the page of surface X as a person saw it. */
function guessSurface(attempt: Attempt, surfaces: ReadonlyMap<string, SurfaceInfo>): SurfaceInfo {
  const page = surfaces.get(attempt.surface.replace(/^shown /, ''));
  if (page !== undefined) return { ...page, id: attempt.surface };
  const isMedia =
    attempt.digests.length > 0 || attempt.sightings.some(({ kind }) => kind === 'frame');
  const gives = attempt.items !== null ? 'list' : isMedia ? 'stream' : 'read';
  return { id: attempt.surface, gives, needs: [], imported: true };
}
