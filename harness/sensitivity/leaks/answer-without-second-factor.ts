import { answeredHere } from '../leak.ts';
import { told } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** A path that the second factor does not guard. */
export const answerWithoutSecondFactor: Leak = {
  id: 'answer-without-second-factor',
  title: 'one’s own whole answer before the second factor',
  weight: 'whole',
  cell: 'no-second-factor',
  plant: answeredHere,
  messages: {
    title: 'one’s own messages before the second factor',
    plant: told,
  },
};
