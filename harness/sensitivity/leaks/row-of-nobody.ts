import { inText } from '../leak.ts';
import { fromMessages } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** A row of somebody whom this run did not make: no token and no id of ours tells whose it is. */
export const rowOfNobody: Leak = {
  id: 'row-of-nobody',
  title: 'a row of somebody unknown in one’s own list',
  weight: 'part',
  cell: 'own',
  on: ['list'],
  plant: (material) =>
    inText(material, (format, own, other) => format.withRow(own, format.strangers(own, other))),
  messages: {
    title: 'a message of somebody unknown among one’s own',
    plant(material) {
      const made = fromMessages(material, (format, own, other) => format.strangers(own, other));
      return made === null ? null : [...material.here, { ...made.other, content: made.text }];
    },
  },
};
