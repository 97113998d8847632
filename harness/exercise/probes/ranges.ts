import { inVariants } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** Requests ranges of foreign media, cut where caches cut, and all other variants that a surface names. */
export const ranges: SweepProbe = {
  id: 'ranges',
  title: 'Parts of what is another’s',
  needs: 'a surface that gives media or names variants, and two accounts',
  disturbs: 'nothing',
  attempts: ({ choose, surfaces }) =>
    choose(surfaces.filter((surface) => traitsOf(surface).addressedByIds))
      .flatMap(inVariants)
      .filter(({ variant }) => variant !== 'plain'),
};
