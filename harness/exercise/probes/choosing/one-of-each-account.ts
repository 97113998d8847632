import type { Random } from '../../../accounts/random.ts';
import type { Gives } from '../../../domain/surfaces/surface.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';

/** What clients ask for first when all of them come back at once. */
const order: readonly Gives[] = ['list', 'stream', 'figure', 'read'];

/**
 * Owners' plain requests, surface by surface, of each account one: of surfaces that can be asked again by a GET, and that
 * give something of somebody's. Lists come first, then media.
 */
export function oneOfEachAccount(
  own: readonly AttemptRequest[],
  random: Random,
): AttemptRequest[][] {
  const usable = own.filter(
    ({ session, surface, variant = 'plain', change }) =>
      session !== null &&
      variant === 'plain' &&
      change === undefined &&
      surface.method === 'GET' &&
      surface.unattributed === undefined &&
      traitsOf(surface).repeatable,
  );
  const bySurface = [...Map.groupBy(random.shuffle(usable), ({ surface }) => surface.id).values()];
  const rank = ([first]: readonly AttemptRequest[]): number =>
    order.indexOf(first?.surface.gives ?? 'read');
  return bySurface
    .toSorted((left, right) => rank(left) - rank(right))
    .map((requests) => [
      ...new Map(requests.map((request) => [request.session?.account.id, request])).values(),
    ]);
}

/** So many of the items, from the beginning again where there are too few. */
export function cycled<T>(items: readonly T[], count: number): T[] {
  return Array.from({ length: count }).flatMap((_, index) => {
    const at = index % items.length;
    return items.slice(at, at + 1);
  });
}
