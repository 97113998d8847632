import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';
import { addressOfAnother } from '../address-of-another.ts';

/** A redirect that leads from one's own to another's: where it ends is refused, but the address is told. */
export const addressInRedirect: Leak = {
  id: 'address-in-redirect',
  title: 'the address of another’s thing that one’s own redirects to',
  weight: 'part',
  cell: 'own',
  plant: ({ here, theirs }) => {
    const location = addressOfAnother({ here, theirs });
    if (location === null) return null;
    return withFirst(here, ({ url }) => ({
      url,
      status: 302,
      headers: { location },
      setCookie: [],
      body: Buffer.alloc(0),
    }));
  },
};
