import { addressOfAnother } from '../address-of-another.ts';
import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** An answer that names another's thing in a header alone. */
export const addressInHeader: Leak = {
  id: 'address-in-header',
  title: 'the address of another’s thing in a header of one’s own answer',
  weight: 'part',
  cell: 'own',
  plant: ({ here, theirs }) => {
    const address = addressOfAnother({ here, theirs });
    if (address === null) return null;
    return withFirst(here, (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-location': address },
    }));
  },
};
