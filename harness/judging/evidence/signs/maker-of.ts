import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Breach } from '../../../domain/verdict/breach.ts';
import type { Ledger } from '../../../domain/ledger/ledger.ts';
import { fieldOfToken } from '../../../domain/ledger/may-view.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';

/**
 * Whose thing it is, made since the update, that holds what a breach shows: what stands in the same row; outside of rows,
 * the thing that was asked for, or, of one's own, the one that shows. Null: none, one of before the update, the viewer's
 * own, or things of several.
 */
export function makerOf({ attempt, item, recorded }: Breach, ledger: Ledger): AccountId | null {
  const isOwn = ledger.things.get(attempt.thing ?? '')?.owner === attempt.viewer;
  const asked = isOwn ? null : attempt.thing;
  const ids =
    item === null
      ? [asked ?? thingOf(recorded, ledger)]
      : item.sightings.map((index) => thingOf(attempt.sightings[index] ?? null, ledger));
  const things = ids.flatMap((id) => (id === null ? [] : (ledger.things.get(id) ?? [])));
  const [first] = things;
  if (first === undefined || first.owner === attempt.viewer) return null;
  const isOne = things.every(
    ({ owner, phase }) => owner === first.owner && phase === 'after-update',
  );
  return isOne ? first.owner : null;
}

function thingOf(sighting: Sighting | null, ledger: Ledger): ThingId | null {
  if (sighting === null || sighting.kind === 'credential' || sighting.kind === 'unique')
    return null;
  return sighting.kind === 'id' ? sighting.thing : fieldOfToken(ledger, sighting.token).thing;
}
