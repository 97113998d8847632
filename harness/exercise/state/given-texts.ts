/**
 * What a function of the definition returned, as texts: nothing else can stand in an address or be looked for. A
 * number (`{ id: 1041 }`) is taken as it is written; what is undefined or null is as if it were absent.
 * @param what for errors: `consultations.create`
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
