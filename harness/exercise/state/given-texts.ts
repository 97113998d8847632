/**
 * Checks the ids that a function of the definition returned, and gives them as texts: only a text can stand in an
 * address or be scanned for. A number (`{ id: 1041 }`) becomes its decimal text; undefined and null are left out.
 * Anything else throws a TypeError.
 * @param what the function's name for the error, such as `consultations.create`
 */
export function givenTexts(given: unknown, what: string): Record<string, string> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new TypeError(`${what} did not return an object of texts, such as { consultation: '…' }`);
  }
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new TypeError(`${what} returned ${name}, which is neither a text nor a number`);
    }
    texts[name] = String(value);
  }
  return texts;
}
