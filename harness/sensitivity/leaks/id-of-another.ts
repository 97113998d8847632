import { inText } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** A reference to another's thing, such as the visit that a prescription belongs to: an id, and nothing else of theirs. */
export const idOfAnother: Leak = {
  id: 'id-of-another',
  title: 'an id of another account in one’s own record',
  weight: 'part',
  cell: 'own',
  on: ['list', 'read'],
  plant: (material) =>
    inText(material, (format, own, other, later) => format.withId(own, other, later)),
};
