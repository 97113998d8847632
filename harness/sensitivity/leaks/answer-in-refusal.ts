import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** A refusal whose body is the private answer all the same. */
export const answerInRefusal: Leak = {
  id: 'answer-in-refusal',
  title: 'the owner’s answer as the body of a refusal',
  weight: 'whole',
  cell: 'foreign',
  plant: ({ here, theirs }) => {
    const [other] = theirs;
    const [first] = here;
    if (other === undefined || first === undefined || first.status < 400) return null;
    return withFirst(here, (refusal) => ({
      ...refusal,
      headers: { ...refusal.headers, 'content-type': other.headers['content-type'] ?? '' },
      body: other.body,
    }));
  },
};
