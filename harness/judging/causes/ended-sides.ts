import type { Ledger } from '../../domain/ledger/ledger.ts';
import { partiesKey } from '../../domain/ledger/ledger.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Pair } from './looks.ts';

/**
 * Of looks for what somebody had a right to once, those of which the right ended on the same side of the update as all
 * that was seen: an update that brings back what had ended, or ends nothing any more, takes those of one side, whoever
 * they are.
 */
export function endedAlike<Look extends Pair>(
  looks: readonly Look[],
  seen: readonly Pair[],
  { revoked }: Pick<Ledger, 'revoked'>,
  updatedAt: number,
): Look[] {
  const sideOf = ({ viewer, owner }: Pair): Phase | null => {
    const ends = owner === null ? [] : (revoked.get(partiesKey(viewer, owner)) ?? []);
    const isBefore = ends.map(({ at }) => at < updatedAt);
    // On both sides, or not at all.
    if (new Set(isBefore).size !== 1) return null;
    return isBefore[0] === true ? 'before-update' : 'after-update';
  };
  const [side, ...others] = new Set(seen.map(sideOf));
  if (side === undefined || side === null || others.length > 0) return [...looks];
  return looks.filter((look) => [side, null].includes(sideOf(look)));
}
