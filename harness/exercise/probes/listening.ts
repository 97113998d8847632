import { fieldOf, planRounds } from './choosing/plan-rounds.ts';
import type { SweepProbe } from './probe.ts';

/** Other accounts listen while an owner acts on something of its own. */
export const listening: SweepProbe = {
  id: 'listening',
  title: 'What others hear while an owner acts',
  needs: 'a surface that is listened to',
  disturbs: 'connections',
  when: 'beside',
  attempts: ({ worker, seed }) => planRounds(fieldOf(worker, seed)),
};
