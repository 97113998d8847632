import type { SweepProbe } from './probe.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** What is another's, by its id, with a session of one's own. */
export const foreignIds: SweepProbe = {
  id: 'foreign-ids',
  title: 'What is another’s, asked for by its id',
  needs: 'a surface whose address needs an id, and two accounts',
  disturbs: 'nothing',
  attempts: ({ choose, surfaces }) =>
    choose(surfaces.filter((surface) => traitsOf(surface).addressedByIds)),
};
