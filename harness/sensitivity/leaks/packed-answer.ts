import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** Another's answer within a field, as an attachment or a saved page is. */
export const packedAnswer: Leak = {
  id: 'packed-answer',
  title: 'another’s answer as base64 in a field of one’s own',
  weight: 'part',
  cell: 'own',
  on: ['list', 'read'],
  plant: ({ here, theirs }) => {
    const [other] = theirs;
    const own = here[0]?.body.toString('utf8') ?? '';
    if (other === undefined || !/^\s*\{[^]*\}\s*$/.test(own)) return null;
    const field = `,"attachment":${JSON.stringify(other.body.toString('base64'))}}`;
    return withFirst(here, (answer) => ({
      ...answer,
      body: Buffer.from(own.replace(/\}\s*$/, () => field).replace(/^(\s*\{)\s*,/, '$1')),
    }));
  },
};
