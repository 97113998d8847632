/**
 * The name of the id that a parameter, a field or a path segment speaks of, as a definition would call it:
 * `recordings`, `recordingId`, `recording_id` and `RecordingID` all give `recording`. Empty where it names
 * nothing (`id`, `uuid`, `{}`).
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

/** Of candidate names, the likeliest first, the first that a definition uses; else null. */
export function knownName(candidates: readonly string[], known: readonly string[]): string | null {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z\d]/g, '');
  for (const candidate of candidates) {
    const found = known.find((name) => plain(bindingName(name) || name) === plain(candidate));
    if (found !== undefined && candidate !== '') return found;
  }
  return null;
}

/** What says that it is an id, and not of what. */
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

/** English plurals as they stand in paths; words that end alike without being one stay. */
function singular(word: string): string {
  if (/(?:ss|us|is|series|news)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.replace(/ies$/, 'y');
  if (/(?:ch|sh|x|ss|zz)es$/.test(word)) return word.replace(/es$/, '');
  return word.replace(/s$/, '');
}
