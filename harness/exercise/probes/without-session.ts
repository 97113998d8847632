import { fewestTries } from '../../domain/verdict/access.ts';
import { oftenEnough } from './choosing/often-enough.ts';
import { distinct, varied } from './choosing/requests.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
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
    const ofThings = distinct(things.flatMap((thing) => varied(null, thing, bound)));
    const mayTry = (request: AttemptRequest) => worker.canTry(request);
    return [...often.filter(mayTry), ...oftenEnough(worker, ofThings.filter(mayTry))];
  },
};
