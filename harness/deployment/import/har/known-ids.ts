import { estimateBits } from '../../../canaries/estimate-bits.ts';
import { bindingName, knownName } from '../../surfaces/binding-name.ts';
import type { Exchange } from './exchange.ts';
import { learnedIds, looksUnique } from './learned-ids.ts';

/** The ids of the recorded account, by the names that the definition's functions use; or only these names. */
export type RecordedIds = Readonly<Record<string, string | readonly string[]>> | readonly string[];

/** Finds the names of ids in addresses. */
export type KnownIds = {
  /** Whether values of ids were given. Only then an answer can be recognised as the account's. */
  hasValues: boolean;
  /**
   * The name of an id whose value was given; undefined for any other value. If the value has several names, the one is
   * chosen that fits `names`: the path segment before it (`recordings`) or the name of its parameter.
   */
  nameOf(value: string, names: readonly string[]): string | undefined;
  /** Whether a text holds an id whose value was given. */
  occursIn(text: string): boolean;
  /**
   * The name of a value that looks like an id, derived from the segment before it (`recordings`) or the name of its
   * parameter (`recordingId`). Null if no name can be derived, undefined if the value does not look like an id.
   */
  guess(value: string, names: readonly string[]): string | null | undefined;
};

/** Collects the ids given to `fromHar`, and those found in the addresses of the recorded exchanges. */
export function knownIds(
  given: RecordedIds | undefined,
  exchanges: readonly Exchange[] = [],
): KnownIds {
  const isNames = (ids: RecordedIds): ids is readonly string[] => Array.isArray(ids);
  const names = given === undefined ? [] : isNames(given) ? given : Object.keys(given);
  const values = new Map<string, string[]>();
  if (given !== undefined && !isNames(given)) {
    for (const [name, value] of Object.entries(given)) {
      for (const one of [value].flat()) values.set(one, [...(values.get(one) ?? []), name]);
    }
  }
  const hasValues = values.size > 0;
  if (!hasValues)
    for (const [value, called] of learnedIds(exchanges, names)) values.set(value, called);
  // A short id may occur in a text by chance.
  const long = [...values.keys()].filter((value) => estimateBits(value) >= 30);
  return {
    hasValues,
    nameOf(value, candidates) {
      const given = values.get(value) ?? [];
      return knownName(candidates.map(bindingName), given) ?? given[0];
    },
    occursIn: (text) =>
      long.some((value) => text.includes(value)) ||
      [...values.keys()].some(
        (value) => text.includes(`"${value}"`) || text.includes(`/${value}"`),
      ),
    guess(value, candidates) {
      if (!looksLikeId(value)) return undefined;
      const derived = candidates.map(bindingName).filter((name) => name !== '');
      if (names.length > 0) return knownName(derived, names);
      return derived[0] ?? null;
    },
  };
}

function looksLikeId(value: string): boolean {
  return /^\d+$/.test(value) || looksUnique(value);
}
