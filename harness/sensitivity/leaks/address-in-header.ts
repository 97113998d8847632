import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** An answer that names another's thing in a header alone. */
export const addressInHeader: Leak = {
  id: 'address-in-header',
  title: 'the address of another’s thing in a header of one’s own answer',
  weight: 'part',
  cell: 'own',
  plant: ({ here, theirs }) => {
    const [other] = theirs;
    const [own] = here;
    if (other === undefined || own === undefined) return null;
    if (other.url.pathname === own.url.pathname) return null;
    const { pathname } = other.url;
    return withFirst(here, (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-location': pathname },
    }));
  },
};
