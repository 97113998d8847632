import { inText } from '../leak.ts';
import { inMessage } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** Another's record that hangs below one's own, such as a related appointment. */
export const recordWithin: Leak = {
  id: 'record-within',
  title: 'a record of another account within one’s own',
  weight: 'part',
  cell: 'own',
  on: ['list', 'read'],
  plant: (material) => inText(material, (format, own, other) => format.withRecord(own, other)),
  messages: {
    title: 'a record of another account within one’s own message',
    plant: (material) => inMessage(material, (format, own, other) => format.withRecord(own, other)),
  },
};
