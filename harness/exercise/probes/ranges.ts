import type { Worker } from '../worker/worker.ts';
import { inRanges, inVariants, inWays, ownInVariants } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/**
 * Requests ranges of media, cut where caches cut, and all other variants that a surface names: of one's own, since a
 * route for parts may look up another file than the route for the whole, and of what is another's. Ranges are also
 * requested where a surface is described as a `read`, and its answers to owners turn out to be media.
 */
export const ranges: SweepProbe = {
  id: 'ranges',
  title: 'Parts of media, one’s own and another’s',
  needs: 'a surface that gives media or names variants',
  disturbs: 'nothing',
  async *attempts({ own, choose, surfaces, worker }) {
    const isThorough = worker.plan.scope === 'thorough';
    yield [
      ...own.flatMap(ownInVariants),
      ...inWays(
        choose(surfaces.filter((surface) => traitsOf(surface).addressedByIds)),
        (request) => inVariants(request).filter(({ variant }) => variant !== 'plain'),
        isThorough,
      ),
    ];
    // What owners were shown is known once the first batches of all probes are through.
    const media = mediaShown(worker);
    const read = surfaces.filter(
      (surface) =>
        surface.gives === 'read' &&
        traitsOf(surface).repeatable &&
        media.has(surface.id) &&
        !surface.variants.includes('range'),
    );
    yield [
      ...own.filter(({ surface }) => read.includes(surface)).flatMap(inRanges),
      ...inWays(choose(read), inRanges, isThorough),
    ];
  },
};

/** The surfaces whose plain answers held media. */
function mediaShown({ recorded, phase }: Worker): ReadonlySet<string> {
  const shown = recorded.attempts.filter(
    (attempt) =>
      attempt.phase === phase && attempt.variant === 'plain' && attempt.digests.length > 0,
  );
  return new Set(shown.map(({ surface }) => surface));
}
