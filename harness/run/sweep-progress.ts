import type { SweepOptions } from '../exercise/sweep/sweep.ts';
import type { Say } from './stages.ts';

/** What a sweep tells while it runs, on either side of the update. */
export function sweepProgress(say: Say): Pick<SweepOptions, 'onProgress' | 'onWait'> {
  return {
    onProgress: ({ done, total }) => say(`${done} of ${total} attempts`),
    onWait: (seconds) => say(`waiting ${seconds} s for links and sessions to end`),
  };
}
