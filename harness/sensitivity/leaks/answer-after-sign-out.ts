import { answeredHere } from '../leak.ts';
import { told } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** A sign-out that forgets a token. */
export const answerAfterSignOut: Leak = {
  id: 'answer-after-sign-out',
  title: 'one’s own whole answer in a session that was signed out',
  weight: 'whole',
  cell: 'signed-out',
  plant: answeredHere,
  onPages: true,
  messages: {
    title: 'one’s own messages in a session that was signed out',
    plant: told,
  },
};
