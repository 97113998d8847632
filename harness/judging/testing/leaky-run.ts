import { healthyRun } from './healthy-run.ts';
import { changed, tokenOf } from './history-builder.ts';
import type { Run } from './history-builder.ts';
import { surfaces } from './plan-of-tests.ts';

/** The healthy run, in which a viewer is given what is a0's where it was concealed. */
export function leakyRun(viewer = 'a1'): Run {
  return changed(
    healthyRun(),
    { viewer, surface: surfaces.read.id, outcome: 'concealed' },
    { outcome: 'granted', status: 200, sightings: [tokenOf(0)] },
  );
}
