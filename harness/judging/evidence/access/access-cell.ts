import { anonymous } from '../../../domain/accounts/account.ts';
import type { CellName, Relation } from '../../../domain/verdict/access.ts';
import { lostAt } from '../../../domain/ledger/may-view.ts';
import type { IndexedEvidence } from '../examined-evidence.ts';
import { isPublic } from '../surfaces/public-surfaces.ts';
import { isUnreached } from '../surfaces/reach.ts';
import { viewingOf } from '../resolved-attempt.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/**
 * Names the cell of an attempt; null where it belongs to none: nobody knows what it asked for, or in which state, or it came
 * along the way.
 */
export function cellNameOf(evidence: IndexedEvidence, resolved: ResolvedAttempt): CellName | null {
  const { attempt, surface, addressed, state } = resolved;
  if (state === 'changing' || (!addressed && attempt.changed === undefined)) return null;
  const relation = relationOf(evidence, resolved);
  const variant = variantOf(attempt);
  if (relation === null || variant === null) return null;
  return {
    surface: surface.id,
    session: state,
    role: evidence.ledger.accounts.get(attempt.viewer)?.role ?? anonymous,
    relation,
    variant,
    judged: isJudged(evidence, resolved, relation),
  };
}

/**
 * How it was asked for. Which parameter of an address is exchanged is drawn anew on each side: only exchanges of the same
 * one are tries of the same. Null where an older history does not tell which.
 */
function variantOf({ variant, exchanged }: ResolvedAttempt['attempt']): string | null {
  if (variant !== 'exchanged') return variant;
  return exchanged === undefined ? null : `${variant}: ${exchanged}`;
}

function relationOf(evidence: IndexedEvidence, resolved: ResolvedAttempt): Relation | null {
  const { asked, thing, owner, state, surface } = resolved;
  switch (asked) {
    case 'ended':
      return 'ended';
    case 'entitled':
      return 'shared';
    case 'foreign':
      return owner !== null &&
        lostAt(evidence.ledger, viewingOf(resolved), { owner, thing }) !== null
        ? 'ended'
        : 'foreign';
    case 'own':
      return state === 'open' && surface.needs.length === 0 && isOfNobody(evidence, surface)
        ? 'unowned'
        : 'own';
    case 'changing':
    case 'unknown':
      return null;
  }
}

/** Whether it was imported, and no account was ever shown anything of its own there. */
function isOfNobody(evidence: IndexedEvidence, surface: ResolvedAttempt['surface']): boolean {
  return surface.imported && isUnreached(evidence, surface);
}

/** Whether the attempt should be refused, so that a grant since the update is no matter of the viewer's own. */
function isJudged(
  { publicSurfaces }: IndexedEvidence,
  { surface, state, attempt }: ResolvedAttempt,
  relation: Relation,
): boolean {
  if (surface.needs.length === 0 && (surface.open === true || isPublic(publicSurfaces, surface)))
    return false;
  if (relation === 'foreign' || relation === 'ended' || relation === 'unowned') return true;
  // Whoever has no session may see what is shared with everybody; a session that has ended gives no right to anything.
  const isForEverybody = relation === 'shared' && attempt.viewer === anonymous;
  return state !== 'open' && attempt.lent === undefined && !isForEverybody;
}
