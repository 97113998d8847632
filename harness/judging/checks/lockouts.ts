import type { Breach } from '../../domain/breach.ts';
import type { Ledger } from '../../domain/ledger.ts';
import { isDead, isRefused } from '../evidence/dead-sessions.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { keyOf } from '../evidence/keys.ts';
import { firstGrant, isOwnPlain } from '../evidence/pairing.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { neverSignedIn } from './never-signed-in.ts';

/**
 * Owners who were refused their own at a surface that owners are otherwise granted. Without any such grant
 * the surface is unreached, which is another matter; a session that was refused everything may be expired, and an
 * account that was so from the start may never have been signed in.
 */
export function findLockouts(evidence: ExaminedEvidence): Breach[] {
  const never = neverSignedIn(evidence);
  return evidence.attempts
    .filter(
      (resolved) =>
        isOwnPlain(resolved) &&
        isRefused(resolved) &&
        !never.has(resolved.attempt.viewer) &&
        isLockout(evidence, resolved),
    )
    .map(({ attempt }) => ({
      kind: 'lockout',
      attempt,
      owner: attempt.viewer,
      sighting: null,
      recorded: null,
      item: null,
    }));
}

function isLockout(
  { controls, dead, ledger }: ExaminedEvidence,
  resolved: ResolvedAttempt,
): boolean {
  const { attempt, surface, thing } = resolved;
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
