import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';
import { withField } from '../with-field.ts';

/** Another's answer within a field, as an attachment or a saved page is. */
export const packedAnswer: Leak = {
  id: 'packed-answer',
  title: 'another’s answer as base64 in a field of one’s own',
  weight: 'part',
  cell: 'own',
  on: ['list', 'read'],
  plant: ({ here, theirs }) => {
    const [other] = theirs;
    if (other === undefined) return null;
    const own = here[0]?.body.toString('utf8') ?? '';
    const text = withField(own, 'attachment', other.body.toString('base64'));
    return text === null
      ? null
      : withFirst(here, (answer) => ({ ...answer, body: Buffer.from(text) }));
  },
};
