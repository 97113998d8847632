import { estimateBits } from '../../../canaries/estimate-bits.ts';
import { bindingName, knownName } from '../../surfaces/binding-name.ts';
import type { Exchange } from './exchange.ts';

/** Estimated bits from which a path segment with digits is taken for an id rather than a word. */
const idBits = 30;

/** Whether a segment of an address looks like an id that is unique across all kinds of things. */
export function looksUnique(value: string): boolean {
  return /\d/.test(value) && estimateBits(value) >= idBits;
}

/**
 * Finds the ids in a recording's addresses, each with a name. If an id has several names (`/replays/rec_1`,
 * `/api/recordings/rec_1/media`), it gets the one that most addresses give it, or else the first.
 * @param names the only possible names; empty: any name
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

/** Whether a text looks like a random id without digits: it has two capitals in a row, and enough bits. */
function isMixed(value: string): boolean {
  return /[A-Z]{2}/.test(value) && /[a-z]/.test(value) && estimateBits(value) >= idBits;
}
