import { isEndedVariant } from '../../domain/surfaces/link-variant.ts';
import type { Sample, SurfaceSamples } from '../../exercise/attempt/samples.ts';
import type { Replaying } from '../../exercise/worker/worker.ts';
import { cellsOf, placeOf } from '../choose-cells.ts';
import type { Place } from '../choose-cells.ts';
import type { Planter } from './planter.ts';

/** Plants leaks in answers to requests. */
export function inAnswers(worker: Replaying, samples: SurfaceSamples): Planter<Sample> {
  return {
    cells: (kind) => cellsOf(samples, kind, placeIn),
    titleOf: ({ on, title }, { request }) =>
      on === undefined || on.includes(request.surface.gives) ? title : null,
    plant(leak, { here, again, theirs, others }) {
      const answers = leak.plant({
        here: here.answers,
        again: again.answers,
        theirs: theirs.answers,
        others: others.map(({ answers: given }) => given),
      });
      return answers === null ? null : () => worker.replay(here, answers);
    },
  };
}

function placeIn({ request: { session, thing, variant } }: Sample): Place {
  const place = placeOf(session, thing?.owner.id);
  return isEndedVariant(variant) ? { ...place, kind: 'ended' } : place;
}
