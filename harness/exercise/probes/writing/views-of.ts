import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import { isOfAccount } from '../../../deployment/write.ts';
import type { Write } from '../../../deployment/write.ts';
import { missingIds } from '../../http/requests.ts';
import type { Account, Thing } from '../../state/held.ts';

type Looked = { write: Write; owner: Account; thing: Thing | null };

/**
 * What an owner looks at around a write: what shows the thing, which are the lists at a fixed address and what its own ids
 * lead to; of what another's thing may turn up in, the lists.
 * @param isThorough all of that. Else of each kind the first one, and of lists those that show what is written to
 */
export function viewsOf(
  surfaces: readonly AskedSurface[],
  { write, owner, thing }: Looked,
  isThorough: boolean,
): AskedSurface[] {
  const isOwn = thing !== null && thing.owner.id === owner.id;
  const ids = { ...owner.ids, ...(isOwn ? thing.ids : {}) };
  const reached = surfaces.filter(
    (surface) =>
      surface.kind === 'request' &&
      surface.gives !== 'figure' &&
      surface.unattributed === undefined &&
      missingIds(surface, ids).length === 0,
  );
  const lists = reached.filter(
    ({ gives, needs }) => gives === 'list' && needs.every((name) => name in owner.ids),
  );
  const parts = reached.filter(
    ({ needs }) => isOwn && needs.some((name) => name in thing.ids && !(name in owner.ids)),
  );
  if (isOfAccount(write))
    return reached.filter(({ gives, needs }) => gives === 'read' && needs.length === 0);
  if (isThorough) return [...lists, ...parts];
  const showing = lists.filter(
    ({ shows }) => shows === undefined || write.needs.length === 0 || write.needs.includes(shows),
  );
  return firstOfEach([...(showing.length > 0 ? showing : lists), ...parts]);
}

function firstOfEach(surfaces: readonly AskedSurface[]): AskedSurface[] {
  const first = new Map<string, AskedSurface>();
  for (const surface of surfaces) {
    const { gives, shows, needs } = surface;
    const key = JSON.stringify([gives, shows, needs]);
    if (!first.has(key)) first.set(key, surface);
  }
  return [...first.values()];
}
