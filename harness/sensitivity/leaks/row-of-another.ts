import { inText } from '../leak.ts';
import { withMessage } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** A list without its filter, or a cache that mixes two answers. */
export const rowOfAnother: Leak = {
  id: 'row-of-another',
  title: 'a row of another account in one’s own list',
  weight: 'whole',
  cell: 'own',
  on: ['list'],
  plant: (material) => inText(material, (format, own, other) => format.withRow(own, other)),
  onPages: true,
  messages: { title: 'a message of another account among one’s own', plant: withMessage },
};
