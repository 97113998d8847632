import { now } from '../../domain/clock.ts';
import { moveClock } from '../state/move-clock.ts';
import { waitUntil } from '../state/wait-until.ts';
import { ownAtAddresses } from './choosing/watched.ts';
import type { SweepProbe } from './probe.ts';

/**
 * After how many milliseconds own views are looked at again, where the deployment's clock can be moved: odd times, so that
 * what comes back every so many minutes is not met at the same place each time.
 */
const moments = { default: [97_000, 211_000, 691_000], more: [29_000, 61_000, 433_000, 3_610_000] };
/** How long after each other `--watch` looks, in milliseconds. */
const watchEvery = 47_000;

/**
 * Looks at accounts' own again, later: what is clean now may be another's in a quarter of an hour. Where the deployment's
 * clock cannot be moved it looks once more at the end of the run; with `--watch` it goes on for so long.
 */
export const againLater: SweepProbe = {
  id: 'again-later',
  title: 'One’s own again, at later times',
  needs: 'an own view at a fixed address',
  disturbs: 'nothing',
  async *attempts(context) {
    const { worker, own, watch, onWait } = context;
    const requests = ownAtAddresses(own);
    if (requests.length === 0) return;
    const end = now() + watch;
    if (watch === 0 && worker.clock === null) yield requests;
    if (watch === 0) {
      const thorough = worker.plan.scope === 'thorough' ? moments.more : [];
      for (const later of [...moments.default, ...thorough])
        if (await moveClock(worker, later)) yield requests;
    }
    while (now() < end && !worker.signal.aborted) {
      await waitUntil(worker, Math.min(end, now() + watchEvery), onWait);
      yield requests;
    }
  },
};
