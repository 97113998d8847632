import { estimateBits } from '../../../canaries/estimate-bits.ts';
import { bindingName, knownName } from '../../binding-name.ts';
import type { Exchange } from './exchange.ts';

/** Bits from which a piece of a path with digits in it is taken for an id rather than a word. */
const idBits = 30;

/** Whether a piece of an address is, by its looks, an id that no other kind of thing has. */
export function looksUnique(value: string): boolean {
  return /\d/.test(value) && estimateBits(value) >= idBits;
}

/**
 * The ids that stand in a recording's addresses, each with one name. An id may stand behind several
 * (`/replays/rec_1`, `/api/recordings/rec_1/media`): it gets the one that most addresses give it, of equals the first.
 * `names`: the only ones there are; empty for any.
 */
export function learnedIds(
  exchanges: readonly Exchange[],
  names: readonly string[],
): Map<string, string[]> {
  const votes = new Map<string, Map<string, Set<string>>>();
  const wasAnswered = (value: string): boolean =>
    exchanges.some(({ body, type }) => /json/.test(type) && body?.includes(`"${value}"`) === true);
  for (const { url } of exchanges) {
    const pieces = url.pathname.split('/');
    for (const [index, piece] of pieces.entries()) {
      const called = bindingName(pieces[index - 1] ?? '');
      const name = names.length > 0 ? knownName([called], names) : called;
      if (name === null || name === '') continue;
      if (!looksUnique(piece) && !(isMixed(piece) && wasAnswered(piece))) continue;
      const given = votes.get(piece) ?? new Map<string, Set<string>>();
      given.set(name, (given.get(name) ?? new Set()).add(url.pathname));
      votes.set(piece, given);
    }
  }
  return new Map(
    [...votes].map(([value, given]) => {
      const [first] = [...given].sort(([, one], [, other]) => other.size - one.size);
      return [value, first === undefined ? [] : [first[0]]];
    }),
  );
}

/** Random letters without a digit: capitals that begin no word, in what an answer gave. */
function isMixed(value: string): boolean {
  return /[A-Z]{2}/.test(value) && /[a-z]/.test(value) && estimateBits(value) >= idBits;
}
