import { inText } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** A list that lost one of one's own. */
export const ownRowMissing: Leak = {
  id: 'own-row-missing',
  title: 'a row of one’s own that is missing',
  weight: 'own',
  cell: 'own',
  on: ['list'],
  plant: (material) => inText(material, (format, own, other) => format.withoutRow(own, other)),
};
