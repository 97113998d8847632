import { answeredHere } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** An address whose end nobody asks for. */
export const answerAfterEnd: Leak = {
  id: 'answer-after-end',
  title: 'the owner’s whole answer at an address that has ended',
  weight: 'whole',
  cell: 'ended',
  plant: answeredHere,
};
