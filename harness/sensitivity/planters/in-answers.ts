import type { Sample, SurfaceSamples } from '../../exercise/attempt/samples.ts';
import type { Replaying } from '../../exercise/worker/worker.ts';
import { cellsOf } from '../choose-cells.ts';
import type { Place } from '../choose-cells.ts';
import type { Planter } from './planter.ts';

/** Plants leaks in answers to requests. */
export function inAnswers(worker: Replaying, samples: SurfaceSamples): Planter<Sample> {
  return {
    cells: (kind) => cellsOf(samples, kind, placeOf),
    titleOf: ({ on, title }, { request }) =>
      on === undefined || on.includes(request.surface.gives) ? title : null,
    plant(leak, { here, again, theirs }) {
      const answers = leak.plant({
        here: here.answers,
        again: again.answers,
        theirs: theirs.answers,
      });
      return answers === null ? null : () => worker.replay(here, answers);
    },
  };
}

function placeOf({ request: { session, thing } }: Sample): Place {
  const owner = thing?.owner.id ?? session?.account.id;
  const isOwn = thing === null || thing.owner.id === session?.account.id;
  if (session === null) return { kind: 'none', owner };
  if (session.state === 'open') return { kind: isOwn ? null : 'foreign', owner };
  return { kind: isOwn ? session.state : null, owner };
}
