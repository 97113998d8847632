import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { phases } from '../../../domain/phase.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import { diedOnce, isEmptyList, isToldOfNone, lifeKey, mayMeanSignedOut } from './dead-sessions.ts';
import { keyOf } from '../keys.ts';
import { isGrantedToSession } from './open-surfaces.ts';
import type { OpenSurfaces } from './open-surfaces.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** From the first to the last time that something was granted. */
export type Window = { firstAnswered: number; lastSent: number };

/** When owners were granted their own: what refusals of others are held against. */
export type Controls = {
  /** By surface, phase and thing. */
  ofThing: ReadonlyMap<string, Window>;
  /** By surface, phase and account: what has a fixed address. */
  ofAddress: ReadonlyMap<string, Window>;
  /** By surface and phase: anybody's own. */
  ofSurface: ReadonlyMap<string, Window>;
  /** Surface, phase and variant: where a request that a probe changed got an owner their own, with a body. */
  ofChange: ReadonlySet<string>;
  /** By session and phase: signs of life, which are grants of one's own or of what one may see, and empty lists that only sessions get. */
  ofSession: ReadonlyMap<string, Window>;
  /** The same by `lifeKey`: a session that was found expired and was renewed has several. */
  ofLife: ReadonlyMap<string, Window>;
};

/** Collects the grants that can stand against refusals: plain requests with an open session. */
export function findControls(
  ledger: Ledger,
  attempts: readonly ResolvedAttempt[],
  open: OpenSurfaces,
): Controls {
  const ofThing = new Map<string, Window>();
  const ofAddress = new Map<string, Window>();
  const ofSurface = new Map<string, Window>();
  const ofChange = new Set<string>();
  const ofSession = new Map<string, Window>();
  const ofLife = new Map<string, Window>();
  const guarded = guardedLists(attempts);
  for (const resolved of attempts) {
    const { attempt, surface, thing, asked } = resolved;
    if (isOwnersChangedGrant(resolved)) ofChange.add(changeKey(resolved));
    if (!resolved.addressed || resolved.state !== 'open') continue;
    const isAsked = asked === 'own' || asked === 'entitled';
    const isGrant = isAsked && isGrantedToSession(ledger, open, resolved);
    if (isGrant || (isToldOfNone(resolved) && guarded.has(keyOf(surface.id, attempt.phase)))) {
      widen(ofSession, keyOf(sessionOf(attempt), attempt.phase), attempt);
      widen(ofLife, lifeKey(ledger, attempt), attempt);
    }
    const isAnswered = surface.by !== undefined && isOwnPlain(resolved) && isEmptyList(resolved);
    // What staff are shown of others comes and goes: an empty list of theirs is an answer, too.
    if (isAnswered) widen(ofSurface, keyOf(surface.id, attempt.phase), attempt);
    if (!isControl(resolved)) continue;
    widen(ofSurface, keyOf(surface.id, attempt.phase), attempt);
    if (thing === null) widen(ofAddress, keyOf(surface.id, attempt.phase, attempt.viewer), attempt);
    else widen(ofThing, keyOf(surface.id, attempt.phase, thing), attempt);
  }
  return { ofThing, ofAddress, ofSurface, ofChange, ofSession, ofLife };
}

/**
 * Lists, by surface and phase, that refuse whoever has no open session, every time: an empty one then shows that a
 * session lives, as of staff who have nothing of their own.
 */
function guardedLists(attempts: readonly ResolvedAttempt[]): ReadonlySet<string> {
  const refusing = new Set<string>();
  const open = new Set<string>();
  for (const { attempt, surface, addressed, state } of attempts) {
    if (surface.gives !== 'list' || !addressed || state === 'open' || state === 'changing')
      continue;
    const key = keyOf(surface.id, attempt.phase);
    if (attempt.outcome === 'denied') refusing.add(key);
    else if (attempt.outcome !== 'unclear') open.add(key);
  }
  return refusing.difference(open);
}

/** The positive control: an owner's plain request for their own, granted. */
export function isOwnersGrant(resolved: ResolvedAttempt): boolean {
  return isOwnPlain(resolved) && resolved.attempt.outcome === 'granted';
}

/** The same; at a surface that is there for others than owners, a grant of one of these. */
export function isControl(resolved: ResolvedAttempt): boolean {
  const { surface, asked, addressed, state, attempt } = resolved;
  if (isOwnersGrant(resolved)) return true;
  const isHeld = surface.by !== undefined && asked === 'entitled' && addressed && state === 'open';
  return isHeld && attempt.variant === 'plain' && attempt.outcome === 'granted';
}

/** An owner's plain request for their own, with an open session. */
export function isOwnPlain({ addressed, state, asked, attempt }: ResolvedAttempt): boolean {
  return addressed && state === 'open' && asked === 'own' && attempt.variant === 'plain';
}

function isOwnersChangedGrant({ attempt, state, asked }: ResolvedAttempt): boolean {
  const { changed, outcome, bytes } = attempt;
  return (
    changed !== undefined &&
    state === 'open' &&
    asked === 'own' &&
    outcome === 'granted' &&
    bytes > 0
  );
}

function changeKey({ attempt, surface }: ResolvedAttempt): string {
  return keyOf(surface.id, attempt.phase, attempt.variant);
}

/** Whether a request that a probe changed is one that gets owners their own: an answer to a stranger then says something. */
export function isOwnersWay({ ofChange }: Controls, resolved: ResolvedAttempt): boolean {
  const { changed, bytes } = resolved.attempt;
  return changed !== undefined && bytes > 0 && ofChange.has(changeKey(resolved));
}

/** Names the session of an attempt; without an id, the viewer's only one. */
export function sessionOf({ session, viewer }: Pick<Attempt, 'session' | 'viewer'>): string {
  return session ?? `of ${viewer}`;
}

/** Whether the owner was granted the same thing, at the same surface in the same phase, before and after an attempt. */
export function isPaired(controls: Controls, resolved: ResolvedAttempt): boolean {
  const { ofThing, ofAddress } = controls;
  const { attempt, surface, thing, owner } = resolved;
  if (isOthersView(resolved)) return isPairedAnywhere(controls, resolved);
  return (
    isWithin(ofThing.get(keyOf(surface.id, attempt.phase, thing)), attempt) ||
    isWithin(ofAddress.get(keyOf(surface.id, attempt.phase, owner)), attempt)
  );
}

/** Whether anybody was granted their own at the same surface in the same phase, before and after an attempt. */
export function isPairedAnywhere(
  controls: Controls,
  { attempt, surface }: ResolvedAttempt,
): boolean {
  return isWithin(controls.ofSurface.get(keyOf(surface.id, attempt.phase)), attempt);
}

/**
 * Whether what a session can no longer have (or not yet) was the owner's to have: granted to its owner at
 * some time before, and the surface to anybody afterwards.
 */
export function isPairedWithPast(controls: Controls, resolved: ResolvedAttempt): boolean {
  const { attempt, surface, thing, owner } = resolved;
  if (isOthersView(resolved)) return isPairedAnywhere(controls, resolved);
  const past = firstGrant(controls, surface.id, thing, owner);
  const later = controls.ofSurface.get(keyOf(surface.id, attempt.phase));
  return past <= attempt.sentAt && later !== undefined && later.lastSent >= attempt.answeredAt;
}

/** Whether an account asked at the fixed address of others' view, where nothing is anybody's own. */
function isOthersView({ thing, owner }: ResolvedAttempt): boolean {
  return thing === null && owner === null;
}

/**
 * When the owner was first granted a thing, or what stands at an address that names only the account, in any phase; else
 * never. `thing` null: only the latter.
 */
export function firstGrant(
  controls: Controls,
  surface: string,
  thing: ThingId | null,
  owner: AccountId | null,
): number {
  const windows = phases.flatMap((phase) => [
    controls.ofThing.get(keyOf(surface, phase, thing)),
    controls.ofAddress.get(keyOf(surface, phase, owner)),
  ]);
  return Math.min(...windows.map((window) => window?.firstAnswered ?? Infinity));
}

/**
 * Whether the session that an attempt was made with was alive: granted something before it, and either
 * again after it, or refused in a way that speaks to somebody (403, 404). A 401, a redirect or the sign-in
 * page may only say that the session had died; of one that was found expired later, any refusal may.
 */
export function isAlive(
  { controls, ledger }: { controls: Controls; ledger: Ledger },
  { attempt }: ResolvedAttempt,
): boolean {
  const life = controls.ofLife.get(lifeKey(ledger, attempt));
  if (life === undefined || life.firstAnswered > attempt.sentAt) return false;
  if (life.lastSent >= attempt.answeredAt) return true;
  return !mayMeanSignedOut(attempt) && !diedOnce(ledger, attempt);
}

function isWithin(window: Window | undefined, { sentAt, answeredAt }: Attempt): boolean {
  return window !== undefined && window.firstAnswered <= sentAt && window.lastSent >= answeredAt;
}

function widen(windows: Map<string, Window>, key: string, { sentAt, answeredAt }: Attempt): void {
  const window = windows.get(key);
  if (window === undefined) windows.set(key, { firstAnswered: answeredAt, lastSent: sentAt });
  else {
    window.firstAnswered = Math.min(window.firstAnswered, answeredAt);
    window.lastSent = Math.max(window.lastSent, sentAt);
  }
}
