import type { Item } from '../../../domain/attempts/attempt.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { isOwnPlain } from '../sessions/pairing.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { isAttributed } from './signs.ts';

/** By the ids of surfaces: fields in which rows of own lists hold ids of their viewer. */
export type OwnFields = ReadonlyMap<string, ReadonlySet<string>>;

/** Finds the fields in which rows of own lists hold ids of their viewer. */
export function findOwnFields(attempts: readonly ResolvedAttempt[]): OwnFields {
  const fields = new Map<string, Set<string>>();
  for (const resolved of attempts) {
    if (!isOwnPlain(resolved)) continue;
    for (const { claim } of resolved.attempt.items ?? []) {
      if (claim?.own === undefined) continue;
      const known = fields.get(resolved.surface.id) ?? new Set();
      fields.set(resolved.surface.id, known);
      for (const field of claim.own) known.add(field);
    }
  }
  return fields;
}

/**
 * What a sign of the viewer's account in a row says of whose it is. `theirs`; `doubtful`; or `nobody's`, where it tells
 * only who looks, and the row has another's id in a field in which other rows have the viewer's.
 */
export type Weighed = 'theirs' | 'doubtful' | 'nobodys';

/** Weighs the claim of a row in an own list of its viewer. */
export function weighClaim(
  { ledger, ownFields }: { ledger: Ledger; ownFields: OwnFields },
  resolved: ResolvedAttempt,
  item: Item,
): Weighed {
  const { claim } = item;
  if (claim === undefined || claim.by === 'own') return 'theirs';
  // A thing that was handed to the viewer, or is known by a sign of its own.
  if (isAttributed(ledger, resolved, item, false)) return 'theirs';
  const own = ownFields.get(resolved.surface.id);
  const isOutvoted = (claim.other ?? []).some((field) => own?.has(field) === true);
  if (claim.by === 'beside') return isOutvoted ? 'doubtful' : 'theirs';
  return isOutvoted ? 'nobodys' : 'doubtful';
}
