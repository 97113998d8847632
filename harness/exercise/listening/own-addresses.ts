import { missingIds } from '../http/requests.ts';
import type { Session, Thing } from '../state/held.ts';
import type { ListenRound } from './round-types.ts';
import type { Holder } from '../state/holdings.ts';

/**
 * The addresses at which the other listeners may listen by right: each one's own. Nothing about the owner's action may
 * arrive there. Empty when all accounts listen at the same address, where the others have listened already.
 */
export function ownAddressesOf(
  { holdings }: Holder,
  { surface, listeners }: ListenRound,
): { session: Session; thing: Thing | null }[] {
  if (surface.needs.length === 0) return [];
  return listeners.flatMap((session): { session: Session; thing: Thing | null }[] => {
    if (session?.state !== 'open') return [];
    const { account } = session;
    if (missingIds(surface, account.ids).length === 0) return [{ session, thing: null }];
    const thing = holdings.things
      .values()
      .find(
        ({ owner, ids }) =>
          owner.id === account.id && missingIds(surface, { ...account.ids, ...ids }).length === 0,
      );
    return thing === undefined ? [] : [{ session, thing }];
  });
}
