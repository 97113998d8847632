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
    if (other === undefined) return null;
    return withFirst(here, (refusal) => ({
      ...refusal,
      status: refusal.status < 400 ? 403 : refusal.status,
      headers: { ...refusal.headers, 'content-type': other.headers['content-type'] ?? '' },
      body: other.body,
    }));
  },
};
