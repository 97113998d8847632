import type { Ledger } from '../../domain/ledger.ts';
import type { SurfaceInfo } from '../../domain/surface.ts';
import type { Gap } from '../evidence/gap.ts';

/**
 * Lists that must show what has an id which nothing ever had: a slip of the pen in `shows`, by which no loss
 * would be noticed.
 */
export function unknownShows(ledger: Ledger, surfaces: readonly SurfaceInfo[]): Gap[] {
  const things = [...ledger.things.values()];
  if (things.length === 0) return [];
  const names = new Set(things.flatMap(({ ids }) => Object.keys(ids)));
  return surfaces
    .filter(({ shows }) => shows !== undefined && !names.has(shows))
    .map(({ id, shows }) => ({
      surface: id,
      who: null,
      why: `shows "${shows}", an id that nothing ever had (there are: ${[...names].sort().join(', ')})`,
    }));
}
