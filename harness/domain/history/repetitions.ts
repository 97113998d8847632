/** Numbers whose bits one page holds. */
const pageSize = 4096;

/** Takes ids one after the other, and says of each whether it was there before. */
export type IsRepeated = (id: string) => boolean;

/**
 * Knows ids again. Those that end in a dash and a number, as the ids of attempts do, take a bit each, so that a run of
 * a million fits into memory; of others the text is kept.
 */
export function createRepetitions(): IsRepeated {
  const pages = new Map<string, Uint8Array>();
  const texts = new Set<string>();
  return (id) => {
    const [, worker, digits] = /^(.*-)([1-9]\d{0,8})$/s.exec(id) ?? [];
    if (worker === undefined) {
      if (texts.has(id)) return true;
      texts.add(id);
      return false;
    }
    const number = Number(digits);
    const key = worker + Math.floor(number / pageSize);
    const page = pages.get(key) ?? new Uint8Array(pageSize / 8);
    pages.set(key, page);
    const index = (number % pageSize) >> 3;
    const before = page[index] ?? 0;
    page[index] = before | (1 << (number & 7));
    return page[index] === before;
  };
}
