import { oftenEnough } from './choosing/often-enough.ts';
import { inVariants, inWays } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Requests foreign links: as given to their owner, asked for anew, without the signature, or with another signature.
 */
export const links: SweepProbe = {
  id: 'links',
  title: 'Another’s link, as it is and forged',
  needs: 'a surface that is reached by a link, and two accounts',
  disturbs: 'nothing',
  // Only links that an owner was given can be tried, and only a link with a signature can be forged.
  attempts: ({ choose, surfaces, worker }) =>
    oftenEnough(
      worker,
      inWays(
        choose(surfaces.filter(({ kind }) => kind === 'link')),
        (request) => inVariants(request).filter((one) => worker.canTry(one)),
        worker.plan.scope === 'thorough',
      ),
    ),
};
