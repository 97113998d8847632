import { inText } from '../leak.ts';
import { inMessage } from '../messages.ts';
import type { Leak } from '../leak.ts';

/** One field that was filled from another's record. */
export const valueOfAnother: Leak = {
  id: 'value-of-another',
  title: 'one value of another account in one’s own record',
  weight: 'part',
  cell: 'own',
  on: ['list', 'read'],
  plant(material) {
    const further = (material.others ?? []).flat().map(({ body }) => body.toString('utf8'));
    return inText(material, (format, own, other, later) =>
      format.withValue(own, other, later, further),
    );
  },
  messages: {
    title: 'one value of another account in one’s own message',
    plant: (material) =>
      inMessage(material, (format, own, other, later) => format.withValue(own, other, later, [])),
  },
};
