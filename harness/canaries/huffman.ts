/** Looked up by the next bits of a stream: `symbol << 4 | length`, or 0 where there is no code. */
export type HuffmanTable = { entries: Uint16Array; mask: number };

/** Builds the table of a canonical Huffman code from its symbols' lengths (RFC 1951, 3.2.2). */
export const huffmanTable = (lengths: Uint8Array): HuffmanTable => {
  const counts = new Uint16Array(16);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
  const longest = Math.max(
    1,
    counts.findLastIndex((count) => count > 0),
  );
  const next = new Uint16Array(17);
  for (let length = 1; length <= 15; length++) {
    next[length + 1] = ((next[length] ?? 0) + (counts[length] ?? 0)) << 1;
  }
  const entries = new Uint16Array(1 << longest);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    // Codes arrive with their first bit lowest.
    const first = reversed(code, length);
    for (let at = first; at < entries.length; at += 1 << length)
      entries[at] = (symbol << 4) | length;
  }
  return { entries, mask: entries.length - 1 };
};

const reversed = (code: number, length: number): number => {
  let value = 0;
  for (let bit = 0; bit < length; bit++) value |= ((code >>> bit) & 1) << (length - 1 - bit);
  return value;
};

/**
 * Whether the lengths make a code that uses up all bit patterns, as zlib demands; a single code of
 * one bit, or none at all, is allowed where `few` says so. Noise hardly ever passes.
 */
export const isComplete = (lengths: Uint8Array, few: boolean): boolean => {
  const used = lengths.filter((length) => length > 0);
  const taken = used.reduce((sum, length) => sum + 2 ** (15 - length), 0);
  return taken === 2 ** 15 || (few && (used.length === 0 || (used.length === 1 && used[0] === 1)));
};
