import { oftenEnough } from './choosing/often-enough.ts';
import type { SweepProbe } from './probe.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** Requests foreign things by their ids, with the viewer's own session. */
export const foreignIds: SweepProbe = {
  id: 'foreign-ids',
  title: 'What is another’s, asked for by its id',
  needs: 'a surface whose address needs an id, and two accounts',
  disturbs: 'nothing',
  attempts: ({ choose, surfaces, worker }) =>
    oftenEnough(worker, choose(surfaces.filter((surface) => traitsOf(surface).addressedByIds))),
};
