import { anonymous } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import { rowsOfList } from '../../domain/attempts/attempt.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Evidence } from '../../domain/verdict/invariant.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { isEndedVariant } from '../../domain/surfaces/link-variant.ts';
import { mayView } from '../../domain/ledger/may-view.ts';
import { removedThing } from '../../domain/surfaces/variant.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import { keyOf } from './keys.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/**
 * Looks every attempt up in plan and ledger, and puts them in the order of time. Two sorts are left out, which are judged
 * by themselves: the trials of writes, since a write that worked is one fault, and neither a leak nor a loss besides; and
 * what third parties got, since no account has asked for it.
 */
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
  const ordered = history.attempts
    .filter(({ writing, delivery }) => writing === undefined && delivery === undefined)
    .sort((a, b) => a.sentAt - b.sentAt || a.answeredAt - b.answeredAt || compareText(a.id, b.id));
  return ordered.map((attempt, place): ResolvedAttempt => {
    const described = surfaces.get(attempt.surface);
    const thing = described?.needs.length === 0 ? null : attempt.thing;
    const owner = thing === null ? attempt.viewer : (ledger.things.get(thing)?.owner ?? null);
    const isOthers = isOfOthers(ledger, described, attempt);
    const isStrange = thing === null && isOthers;
    const state = stateOf(ledger, attempt);
    const hasEnded = isEndedVariant(attempt.variant);
    const inOwnRight =
      !hasEnded && (state === 'open' || state === 'changing' || attempt.lent === true);
    return {
      attempt,
      place,
      surface: described ?? guess(attempt),
      addressed: described !== undefined && isAsked(attempt, described),
      thing,
      owner: isStrange ? null : owner,
      state,
      actingAs: inOwnRight ? attempt.viewer : anonymous,
      asked:
        hasEnded || attempt.variant === removedThing
          ? 'ended'
          : isStrange
            ? 'foreign'
            : askedFor(ledger, attempt, thing, owner, isOthers),
    };
  });
}

/** Whether a surface is the view of those who have another role than whoever asks. */
function isOfOthers(
  ledger: Ledger,
  surface: SurfaceInfo | undefined,
  { viewer }: Attempt,
): boolean {
  const role = ledger.accounts.get(viewer)?.role;
  return role !== undefined && surface?.by?.includes(role) === false;
}

/** Made for the surface itself; sockets also open along the way, in a browser. */
function isAsked({ channel, part, changed }: Attempt, surface: SurfaceInfo): boolean {
  if (changed !== undefined || (channel === 'socket' && part === 'scenarios')) return false;
  return traitsOf(surface).channels.includes(channel);
}

/** States of sessions that were never signed in, or not to the end. */
const never: ReadonlySet<Attempt['sessionState']> = new Set([
  'none',
  'no-second-factor',
  'wrong-password',
]);

function stateOf(ledger: Ledger, attempt: Attempt): ResolvedAttempt['state'] {
  const { sessionState, session, sentAt, answeredAt } = attempt;
  if (never.has(sessionState)) return sessionState;
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
  isOfOthers: boolean,
): ResolvedAttempt['asked'] {
  // Owners may see it, and need not be let in where it is shown to others.
  if (owner === viewer && isOfOthers) return 'entitled';
  if (thing === null || owner === viewer) return 'own';
  if (owner === null) return 'unknown';
  // A thing of which only some fields are public is still another's.
  const may = mayView(ledger, { viewer, owner, thing, field: null, sentAt, answeredAt });
  return may === 'yes' ? 'entitled' : may === 'no' ? 'foreign' : 'changing';
}

/** What an answer gives, told from itself. */
function givenBy(attempt: Attempt): SurfaceInfo['gives'] {
  const { digests, sightings } = attempt;
  if (rowsOfList(attempt) !== null) return 'list';
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
  return page === undefined
    ? { kind: 'request', id, gives, needs: [], imported: true }
    : { ...page, id };
}
