import type { Sighting } from '../../domain/attempts/sighting.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { Header } from '../scan/inspect.ts';
import type { Known } from '../scan/known.ts';
import { bears, plain, readings } from './weak-ids.ts';

/** Most headers that are read, most values of each, and most characters of each. Servers send far fewer. */
const mostHeaders = 200;
const mostValues = 50;
const longest = 500;

/** Words in the names of headers that count, limit or measure something: `x-total-visit: 12` names no visit. */
const counting = /(^|-)(total|count|limit|remaining|max|min|per|page|size|length|version)(-|$)/;

/**
 * Finds ids in headers that are too short to be recognised anywhere in a text. A short id counts only
 * - as a whole value of a header whose name ends with the id's name (`visit-id`, `x-related-visit`), and
 * - in an address after a segment that has the id's name (`location: /visits/41`, `link: </visits/41>; rel="next"`).
 *
 * `asked`: the ids in the request. An answer that repeats them is no sighting.
 */
export function headerSightings(known: Known, headers: readonly Header[], asked: Ids): Sighting[] {
  if (!known.hasWeakIds()) return [];
  const sent = new Set(Object.values(asked));
  return headers.slice(0, mostHeaders).flatMap(({ name, value, at }) => {
    const found = new Map<string, Sighting>();
    for (const text of textsOf(value))
      for (const field of namesOf(name))
        for (const [id, by] of readings({ text, where: at, name: field }))
          for (const sign of sent.has(id) ? [] : known.weakIds(id))
            if (bears(by, sign, undefined))
              found.set(JSON.stringify(sign), { ...sign, where: at, encoding: 'plain' });
    return [...found.values()];
  });
}

/** The values of a header that was sent several times, and the addresses in it (`<…>`). */
function textsOf(value: string): string[] {
  const text = value.slice(0, mostValues * longest);
  const addresses = [...text.matchAll(/<([^<>\s]+)>/g)].map(([, address = '']) => address);
  return [...text.split(',').map((one) => one.trim()), ...addresses]
    .filter(({ length }) => length > 0 && length <= longest)
    .slice(0, mostValues);
}

/** The names that the value of a header may go by: `related-visit` and `visit` of `x-related-visit`. */
function namesOf(header: string): string[] {
  // A header in the plural (`x-visits: 12`) tells how many there are.
  const isNumber = counting.test(header) || /[^sui]s$/.test(header);
  const words = header.split('-');
  const names = isNumber ? [] : words.map((_, index) => plain(words.slice(index).join('-')));
  return ['', ...names];
}
