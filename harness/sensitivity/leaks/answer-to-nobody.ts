import { answeredHere } from '../leak.ts';
import { told } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** A path that asks for no session. */
export const answerToNobody: Leak = {
  id: 'answer-to-nobody',
  title: 'the owner’s whole answer without a session',
  weight: 'whole',
  cell: 'none',
  plant: answeredHere,
  onPages: true,
  messages: {
    title: 'the owner’s messages without a session',
    plant: told,
  },
};
