import { anonymous } from '../../domain/account.ts';
import type { AccountId } from '../../domain/account.ts';
import type { Attempt, SessionState } from '../../domain/attempt.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Evidence } from '../../domain/invariant.ts';
import type { Ledger } from '../../domain/ledger.ts';
import { isEndedVariant } from '../../domain/link-variant.ts';
import { mayView } from '../../domain/may-view.ts';
import type { Viewing } from '../../domain/may-view.ts';
import type { SurfaceInfo } from '../../domain/surface.ts';
import type { ThingId } from '../../domain/thing.ts';
import { keyOf } from './keys.ts';

/** An attempt with what plan and ledger say about it. */
export type ResolvedAttempt = {
  attempt: Attempt;
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
  /** The account whose rights the attempt has: the viewer's with an open session, else nobody's. */
  actingAs: AccountId;
  /** What the viewer had asked for. `ended`: what nobody may have any more, with the address that was given for it. */
  asked: 'own' | 'entitled' | 'changing' | 'foreign' | 'unknown' | 'ended';
};

/** Looks every attempt up in plan and ledger, and puts them in the order of time. */
export function resolveAttempts({ plan, history, ledger }: Evidence): ResolvedAttempt[] {
  const surfaces = new Map(plan.surfaces.map((surface) => [surface.id, surface]));
  const guessed = new Map<string, SurfaceInfo>();
  const guess = (attempt: Attempt): SurfaceInfo => {
    const gives = givenBy(attempt);
    const key = keyOf(attempt.surface, gives);
    const surface = guessed.get(key) ?? guessSurface(attempt.surface, gives, surfaces);
    guessed.set(key, surface);
    return surface;
  };
  return history.attempts
    .map((attempt): ResolvedAttempt => {
      const described = surfaces.get(attempt.surface);
      const thing = described?.needs.length === 0 ? null : attempt.thing;
      const owner = thing === null ? attempt.viewer : (ledger.things.get(thing)?.owner ?? null);
      const state = stateOf(ledger, attempt);
      const hasEnded = isEndedVariant(attempt.variant);
      const inOwnRight = !hasEnded && (state === 'open' || state === 'changing');
      return {
        attempt,
        surface: described ?? guess(attempt),
        addressed: described !== undefined && isAsked(attempt, described),
        thing,
        owner,
        state,
        actingAs: inOwnRight ? attempt.viewer : anonymous,
        asked: hasEnded ? 'ended' : askedFor(ledger, attempt, thing, owner),
      };
    })
    .sort(
      ({ attempt: a }, { attempt: b }) =>
        a.sentAt - b.sentAt || a.answeredAt - b.answeredAt || compareText(a.id, b.id),
    );
}

/** With whose rights an attempt is judged, and when it was made. */
export function viewingOf({ attempt, actingAs }: ResolvedAttempt): Viewing {
  return { viewer: actingAs, sentAt: attempt.sentAt, answeredAt: attempt.answeredAt };
}

/** Made for the surface itself; sockets also open along the way, in a browser. */
function isAsked({ channel, part, changed }: Attempt, { listened }: SurfaceInfo): boolean {
  if (changed !== undefined) return false;
  return channel === 'http' || (channel === 'socket' && listened === true && part !== 'scenarios');
}

/** Attempts whose state nobody can tell: they say signed out, but no fact does. */
export function isMislabelled(ledger: Ledger, attempt: Attempt): boolean {
  if (attempt.sessionState !== 'signed-out') return false;
  return (ledger.sessions.get(attempt.session ?? '')?.signedOut ?? null) === null;
}

function stateOf(ledger: Ledger, attempt: Attempt): ResolvedAttempt['state'] {
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
  { viewer, sentAt, answeredAt }: Attempt,
  thing: ThingId | null,
  owner: AccountId | null,
): ResolvedAttempt['asked'] {
  if (thing === null || owner === viewer) return 'own';
  if (owner === null) return 'unknown';
  // A thing of which only some fields are public is still another's.
  const may = mayView(ledger, { viewer, owner, thing, field: null, sentAt, answeredAt });
  return may === 'yes' ? 'entitled' : may === 'no' ? 'foreign' : 'changing';
}

/** What an answer gives, told from itself. */
function givenBy({ items, digests, sightings }: Attempt): SurfaceInfo['gives'] {
  if (items !== null) return 'list';
  const isMedia = digests.length > 0 || sightings.some(({ kind }) => kind === 'frame');
  return isMedia ? 'stream' : 'read';
}

/** Browsers meet surfaces that nobody described; `shown X` is the page of surface X as a person saw it. */
function guessSurface(
  id: string,
  gives: SurfaceInfo['gives'],
  surfaces: ReadonlyMap<string, SurfaceInfo>,
): SurfaceInfo {
  const page = surfaces.get(id.replace(/^shown /, ''));
  return page === undefined ? { id, gives, needs: [], imported: true } : { ...page, id };
}
