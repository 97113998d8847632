import { inVariants } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/** Another’s address as it was given to its owner, asked for by others, without its signature, or with one’s own. */
export const links: SweepProbe = {
  id: 'links',
  title: 'Another’s link, as it is and forged',
  needs: 'a surface that is reached by a link, and two accounts',
  disturbs: 'nothing',
  // Which links there are, and what of them can be forged, is known once their owners were given them.
  attempts: ({ choose, surfaces, worker }) =>
    choose(surfaces.filter(({ kind }) => kind === 'link'))
      .flatMap(inVariants)
      .filter((request) => worker.canTry(request)),
};
