/** Numbers of fewer or more digits than these are none of ours. */
const [FEWEST, MOST] = [9, 15];
/** Of the groups before and after a gap, so many may belong to a number: +44 7700 900 123. */
const [GROUPS_BEFORE, GROUPS_AFTER] = [2, 3];

/** Of the number that is being tried. */
const digits = new Uint8Array(MOST + 1);

/**
 * The numbers, as digits, that are written in groups around a gap (a space or a dash).
 * @param at three bytes after the gap
 * @param isLikely filters them early; what it is given is valid only during the call
 */
export const numbersAround = (
  bytes: Uint8Array,
  at: number,
  isLikely: (digits: Uint8Array) => boolean,
): string[] => {
  const gap = at - 3;
  const start = edgeOf(bytes, gap, -1, GROUPS_BEFORE);
  const end = edgeOf(bytes, gap, 1, GROUPS_AFTER);
  // Letters at either side: part of a UUID most often. A letter may also be of an escape (\n).
  const isPart =
    isLetter(bytes[end + 1]) || (isLetter(bytes[start - 1]) && bytes[start - 2] !== 0x5c);
  if (isPart || end - start < FEWEST) return [];
  const numbers: string[] = [];
  for (let from = start; from < gap; from++) {
    if (from > start && !isGap(bytes[from - 1])) continue;
    let length = 0;
    for (let to = from; to <= end && length <= MOST; to++) {
      const byte = bytes[to] ?? 0;
      if (isDigit(byte)) digits[length++] = byte;
      if (to < gap || length < FEWEST || length > MOST || isDigit(bytes[to + 1])) continue;
      const number = digits.subarray(0, length);
      if (isDigit(byte) && isLikely(number)) numbers.push(Buffer.from(number).toString('latin1'));
    }
  }
  return numbers;
};

/** The outermost digit of so many groups to one side of a gap. */
const edgeOf = (bytes: Uint8Array, gap: number, step: 1 | -1, groups: number): number => {
  let at = gap;
  for (let count = 0; count < groups && isGap(bytes[at]) && isDigit(bytes[at + step]); count++) {
    at += step;
    const last = at + step * MOST;
    while (at !== last && isDigit(bytes[at])) at += step;
  }
  return at - step;
};

const isDigit = (byte = 0) => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte = 0) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isGap = (byte = 0) => byte === 0x20 || byte === 0x2d;
