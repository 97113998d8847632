import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** Characters of a value from which on it may be that of a session. */
const shortest = 12;

/** An answer from a cache that kept its `Set-Cookie`: whoever has it is the other account from then on. */
export const cookieOfAnother: Leak = {
  id: 'cookie-of-another',
  title: 'another’s session cookie in one’s own answer',
  weight: 'part',
  cell: 'own',
  plant: ({ here, again, theirs }) => {
    const own = new Set([...here, ...again].flatMap(({ setCookie }) => setCookie.map(valueOf)));
    const foreign = (theirs[0]?.setCookie ?? []).filter((cookie) => {
      const value = valueOf(cookie);
      return value.length >= shortest && !own.has(value);
    });
    if (foreign.length === 0) return null;
    return withFirst(here, (answer) => ({ ...answer, setCookie: foreign }));
  },
};

function valueOf(cookie: string): string {
  return /^[^=;]*=([^;]*)/.exec(cookie)?.[1] ?? '';
}
