import { fewestTries } from '../../domain/access.ts';
import { distinct, varied } from './choosing/requests.ts';
import type { SweepProbe } from './probe.ts';

/** Requests everything without a session. */
export const withoutSession: SweepProbe = {
  id: 'without-session',
  title: 'Everything, without a session',
  needs: 'a surface',
  disturbs: 'nothing',
  attempts({ surfaces, things, worker }) {
    const fixed = surfaces.filter(({ needs }) => needs.length === 0);
    const bound = surfaces.filter(({ needs }) => needs.length > 0);
    const atFixed = fixed.map((surface) => ({ session: null, surface, thing: null }));
    // Several times, as often as access before and after the update is compared by.
    const often = Array.from({ length: fewestTries }, () => atFixed).flat();
    return [...often, ...distinct(things.flatMap((thing) => varied(null, thing, bound)))].filter(
      (request) => worker.canTry(request),
    );
  },
};
