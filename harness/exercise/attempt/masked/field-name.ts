import type { Definition } from '../../../deployment/definition.ts';
import { described } from '../../../deployment/surfaces/surface.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import { fieldWords } from './field-words.ts';

/** Tells names of fields from keys that are data, and writes both. */
export type FieldNames = {
  /** Whether a key is known to be the name of a field. */
  isKnown(key: string): boolean;
  /** The key where it is known; else `field-3fa`, the same for the same key in all answers of a run. */
  written(key: string): string;
};

/** Most characters of a name that is shown. One of them, the last, may be a digit: `line2`. */
const longest = 40;

/**
 * A name is known that is made of common words of programmers, or of words that the definition of the deployment uses for
 * its surfaces. How a key looks tells nothing: `smith` and `hans_mueller` look like names of fields.
 * @param digest keyed, so that nobody who has the run's folder can try names against it
 */
export function fieldNamesOf({
  definition,
  digest,
}: Pick<RunIdentity, 'definition'> & Pick<Scanning, 'digest'>): FieldNames {
  const words = wordsOf(definition);
  const isWord = (word: string): boolean =>
    formsOf(word).some((form) => fieldWords.has(form) || words.has(form));
  const isKnown = (key: string): boolean => {
    if (key.length > longest || !/^[@$_]*[a-z][a-z _:.-]*\d?$/i.test(key)) return false;
    return wordsIn(key).every(isWord);
  };
  return {
    isKnown,
    written: (key) => (isKnown(key) ? key : `field-${digest(`field ${key}`).slice(0, 3)}`),
  };
}

/** Collected once: each answer that is kept asks for them. */
const collected = new WeakMap<Definition, ReadonlySet<string>>();

/** The words in which a definition describes its surfaces, and their singulars. */
function wordsOf(definition: Definition): ReadonlySet<string> {
  const known = collected.get(definition);
  if (known !== undefined) return known;
  const words = new Set(
    described(definition.surfaces)
      .flatMap(({ id, items, shows }) => [id, items, shows])
      .flatMap((text) => (typeof text === 'string' ? wordsIn(text) : []))
      .flatMap(formsOf),
  );
  collected.set(definition, words);
  return words;
}

/** The words of a text, in lower case: `dateOfBirth`, `date_of_birth` and `Date of birth` have the same. */
function wordsIn(text: string): string[] {
  const parts = text.replaceAll(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ');
  return (parts.match(/[a-z]+/gi) ?? []).map((word) => word.toLowerCase());
}

/** A word, and what may be its singular. */
function formsOf(word: string): string[] {
  return [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
}
