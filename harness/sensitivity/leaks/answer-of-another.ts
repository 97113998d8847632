import { answeredHere } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** Another's whole answer in place of one's own, as by a mixed-up session, connection or cache. */
export const answerOfAnother: Leak = {
  id: 'answer-of-another',
  title: 'another’s whole answer in place of one’s own',
  weight: 'whole',
  cell: 'own',
  plant: answeredHere,
  onPages: true,
  messages: {
    title: 'another’s messages in place of one’s own',
    plant: ({ theirs }) => theirs,
  },
};
