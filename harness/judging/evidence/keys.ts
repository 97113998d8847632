/** One key of several parts, for a Map. No part can hold a line break that would make two keys one. */
export function keyOf(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}
