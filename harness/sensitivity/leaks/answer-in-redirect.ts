import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** A redirect to the sign-in page that is sent beside the private answer, not in its place. */
export const answerInRedirect: Leak = {
  id: 'answer-in-redirect',
  title: 'the owner’s answer as the body of a redirect',
  weight: 'whole',
  cell: 'foreign',
  plant: ({ here, theirs }) => {
    const [other] = theirs;
    if (other === undefined) return null;
    return withFirst(here, ({ url }) => ({
      ...other,
      url,
      status: 302,
      headers: { ...other.headers, location: '/login' },
      setCookie: [],
    }));
  },
};
