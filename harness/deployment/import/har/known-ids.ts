import { estimateBits } from '../../../canaries/estimate-bits.ts';
import { bindingName, knownName } from '../../binding-name.ts';
import type { Exchange } from './exchange.ts';
import { learnedIds, looksUnique } from './learned-ids.ts';

/** The ids of the recorded account by name, as the definition's functions return them; or their names alone. */
export type RecordedIds = Readonly<Record<string, string | readonly string[]>> | readonly string[];

/** Gives a piece of an address the name of the id that it is. */
export type KnownIds = {
  /** Whether values were given: then an answer can be told to be the account's. */
  hasValues: boolean;
  /**
   * The name of an id that was given by value; undefined where it is none. Of several, the one that what it stands
   * behind (`recordings`) or is called speaks of.
   */
  nameOf(value: string, names: readonly string[]): string | undefined;
  /** Whether a text holds an id that was given by value. */
  occursIn(text: string): boolean;
  /**
   * The name of what merely looks like an id, from what it stands behind (`recordings`) or is called
   * (`recordingId`); null where nobody can name it, undefined where it does not look like one.
   */
  guess(value: string, names: readonly string[]): string | null | undefined;
};

/** Makes it of what `fromHar` was given, and of the exchanges recorded: ids that were not given are in addresses. */
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
  // A short one stands in a text by chance.
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
