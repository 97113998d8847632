import { inVariants, ownInVariants } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/**
 * Requests ranges of media, cut where caches cut, and all other variants that a surface names: of one's own, since a
 * route for parts may look up another file than the route for the whole, and of what is another's.
 */
export const ranges: SweepProbe = {
  id: 'ranges',
  title: 'Parts of media, one’s own and another’s',
  needs: 'a surface that gives media or names variants',
  disturbs: 'nothing',
  attempts: ({ own, choose, surfaces }) => [
    ...own.flatMap(ownInVariants),
    ...choose(surfaces.filter((surface) => traitsOf(surface).addressedByIds))
      .flatMap(inVariants)
      .filter(({ variant }) => variant !== 'plain'),
  ],
};
