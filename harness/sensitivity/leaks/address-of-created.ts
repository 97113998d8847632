import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';
import { addressOfAnother } from '../address-of-another.ts';

/** An answer that says that something was made, and names another's in its place. */
export const addressOfCreated: Leak = {
  id: 'address-of-created',
  title: 'the address of another’s thing in Location, where something of one’s own was made',
  weight: 'part',
  cell: 'own',
  plant: ({ here, theirs }) => {
    const location = addressOfAnother({ here, theirs });
    if (location === null) return null;
    return withFirst(here, (answer) => ({
      ...answer,
      status: 201,
      headers: { ...answer.headers, location },
    }));
  },
};
