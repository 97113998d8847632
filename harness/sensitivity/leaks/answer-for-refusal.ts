import { answeredHere } from '../leak.ts';
import { told } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** A check of the owner that is missing. */
export const answerForRefusal: Leak = {
  id: 'answer-for-refusal',
  title: 'the owner’s whole answer in place of a refusal',
  weight: 'whole',
  cell: 'foreign',
  plant: answeredHere,
  onPages: true,
  messages: {
    title: 'all messages of another account on a connection that was to hear none of them',
    plant: told,
  },
};
