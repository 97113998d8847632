/**
 * Derives the name of an id, as a definition would use it, from a parameter, a field or a path segment: `recordings`,
 * `recordingId`, `recording_id` and `RecordingID` all give `recording`. Empty when the text names no kind of thing
 * (`id`, `uuid`, `{}`).
 */
export function bindingName(text: string): string {
  const words = text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  while (words.length > 0 && suffixes.has(words.at(-1) ?? '')) words.pop();
  const last = words.pop();
  if (last === undefined) return '';
  const [first, ...rest] = [...words, singular(last)];
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * The first of the candidates (the likeliest first) that is among the known names, as it is spelled there; else null.
 */
export function knownName(candidates: readonly string[], known: readonly string[]): string | null {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z\d]/g, '');
  for (const candidate of candidates) {
    const found = known.find((name) => plain(bindingName(name) || name) === plain(candidate));
    if (found !== undefined && candidate !== '') return found;
  }
  return null;
}

/** Last words of a name that say that it is an id, but not of what. */
const suffixes = new Set([
  'id',
  'ids',
  'uuid',
  'guid',
  'uid',
  'key',
  'ref',
  'identifier',
  'number',
  'no',
]);

/** Turns an English plural into the singular. Words that only end like a plural stay unchanged. */
function singular(word: string): string {
  if (/(?:ss|us|is|series|news)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.replace(/ies$/, 'y');
  if (/(?:ch|sh|x|ss|zz)es$/.test(word)) return word.replace(/es$/, '');
  return word.replace(/s$/, '');
}
