import type { Breach } from '../../../domain/verdict/breach.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { isDead, isRefused } from '../../evidence/sessions/dead-sessions.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { keyOf } from '../../evidence/keys.ts';
import { firstGrant, isOwnPlain } from '../../evidence/sessions/pairing.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { neverSignedIn } from './never-signed-in.ts';

/**
 * Owners who were refused their own at a surface that owners are otherwise granted. Without any such grant
 * the surface is unreached, which is another matter; a session that was refused everything may be expired, an
 * account that was so from the start may never have been signed in, and what nobody had been granted yet may not have
 * been ready (`readyLater`).
 */
export function findLockouts(evidence: ExaminedEvidence): Breach[] {
  const isLate = lateness(evidence);
  return refusalsOfOwn(evidence)
    .filter((resolved) => !isLate(resolved))
    .map(({ attempt }) => ({
      kind: 'lockout',
      attempt,
      owner: attempt.viewer,
      sighting: null,
      recorded: null,
      item: null,
    }));
}

/** Owners’ refusals that would be lockouts, but that came before what was asked for was ready, such as an export in the making. */
export function readyLater(evidence: ExaminedEvidence): ResolvedAttempt[] {
  return refusalsOfOwn(evidence).filter(lateness(evidence));
}

function refusalsOfOwn(evidence: ExaminedEvidence): ResolvedAttempt[] {
  const never = neverSignedIn(evidence);
  return evidence.attempts.filter(
    (resolved) =>
      isOwnPlain(resolved) &&
      isRefused(resolved) &&
      !never.has(resolved.attempt.viewer) &&
      isLockout(evidence, resolved),
  );
}

/**
 * Tells whether a refusal came before the first grant of the thing to anybody, and its owner was granted it later in the
 * same phase. What an account has at a fixed address is not in the making: it is there from the start.
 */
function lateness({ attempts, controls }: ExaminedEvidence) {
  const first = new Map<string, number>();
  for (const { attempt, surface, thing, addressed } of attempts) {
    if (!addressed || thing === null || attempt.outcome !== 'granted') continue;
    const key = keyOf(surface.id, thing);
    first.set(key, Math.min(first.get(key) ?? Infinity, attempt.answeredAt));
  }
  return ({ attempt, surface, thing }: ResolvedAttempt): boolean => {
    if (thing === null) return false;
    const own = controls.ofThing.get(keyOf(surface.id, attempt.phase, thing));
    if (own === undefined || own.lastSent < attempt.answeredAt) return false;
    return attempt.sentAt < (first.get(keyOf(surface.id, thing)) ?? -Infinity);
  };
}

function isLockout(
  { controls, dead, ledger }: ExaminedEvidence,
  resolved: ResolvedAttempt,
): boolean {
  const { attempt, surface, thing } = resolved;
  // What those who see others' are shown comes and goes with their right to it.
  if (surface.by !== undefined) return false;
  if (isDead(dead, attempt) || !wasThere(ledger, resolved) || hadNothingToList(ledger, resolved))
    return false;
  if (firstGrant(controls, surface.id, thing, attempt.viewer) <= attempt.sentAt) return true;
  // Whether each thing has such a part (a picture, of a call by voice), no document says.
  if (surface.imported) return false;
  // Whether members of staff have such a list of their own, nothing says but an earlier grant.
  if (thing === null && ledger.accounts.get(attempt.viewer)?.role !== 'patient') return false;
  const before = controls.ofSurface.has(keyOf(surface.id, 'before-update'));
  return before || controls.ofSurface.has(keyOf(surface.id, attempt.phase));
}

/** Whether what was asked for existed: with all the ids that its address needs, and not removed yet. */
function wasThere(ledger: Ledger, { attempt, surface, thing }: ResolvedAttempt): boolean {
  const account = ledger.accounts.get(attempt.viewer);
  if (account === undefined || (account.removedAt ?? Infinity) <= attempt.answeredAt) return false;
  if ((ledger.things.get(thing ?? '')?.removedAt ?? Infinity) <= attempt.answeredAt) return false;
  const ids = [...(ledger.ids.get(thing ?? '') ?? []), ...(ledger.ids.get(attempt.viewer) ?? [])];
  return surface.needs.every((binding) =>
    ids.some(({ name, since }) => name === binding && since <= attempt.sentAt),
  );
}

/** Whether a list may have been missing because the account had nothing to show in it yet: a 404, or 410. */
function hadNothingToList(ledger: Ledger, { attempt, surface, thing }: ResolvedAttempt): boolean {
  const { shows, gives } = surface;
  if (gives !== 'list' || thing !== null || shows === undefined) return false;
  if (attempt.outcome !== 'concealed') return false;
  const owned = ledger.thingsOf.get(attempt.viewer) ?? [];
  return !owned.some(
    ({ id, removedAt = Infinity }) =>
      removedAt > attempt.sentAt &&
      ledger.ids.get(id)?.some(({ name, since }) => name === shows && since <= attempt.sentAt),
  );
}
