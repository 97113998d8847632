import { huffmanTable, isComplete } from './huffman.ts';
import type { HuffmanTable } from './huffman.ts';

/** Bytes that come in pieces: a reader takes them from `at` on and yields when it needs more. */
export type Source = { bytes: Uint8Array; at: number };

/** Takes decoded bytes, which stay as they are only during the call. */
export type Sink = (bytes: Uint8Array) => void;

/** A reader that is resumed whenever its source has new bytes, and returns at its end. */
export type Reader = Generator<undefined, void, void>;

/** What was to be inflated is none: most often something else that begins like it. */
export class NotDeflated extends Error {}

const WINDOW = 32 * 1024;
const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const LENGTH_BITS = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Of literals and lengths, and of distances. */
type Codes = [HuffmanTable, HuffmanTable];
const FIXED: Codes = [
  huffmanTable(
    Uint8Array.from({ length: 288 }, (_, symbol) =>
      symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
    ),
  ),
  huffmanTable(new Uint8Array(30).fill(5)),
];

/**
 * Inflates a raw deflate stream (RFC 1951) piece by piece, synchronously and in constant memory,
 * which node:zlib offers only for whole buffers. What was inflated so far reaches the sink whenever
 * the source runs dry.
 * @throws NotDeflated at the first impossible bit
 */
export function* inflate(source: Source, sink: Sink): Reader {
  const bits = bitsOf(source);
  // Most of what turns out to be noise does so before there is anything to keep.
  let window = new Uint8Array(0);
  let [end, flushed, produced] = [0, 0, 0];
  const flush = () => {
    if (end > flushed) sink(window.subarray(flushed, end));
    flushed = end;
  };
  /** Makes room by keeping only the last 32 KiB. */
  const slide = () => {
    flush();
    window.copyWithin(0, end - WINDOW, end);
    end = flushed = WINDOW;
  };
  /** Waits for more bytes: the readers below give -1 when there are too few. */
  function* more(): Reader {
    flush();
    yield;
  }
  function* take(count: number): Generator<undefined, number, void> {
    for (;;) {
      const value = bits.take(count);
      if (value >= 0) return value;
      yield* more();
    }
  }
  function* storedSize(): Generator<undefined, number, void> {
    bits.align();
    const size = yield* take(16);
    if ((size ^ (yield* take(16))) !== 0xffff) throw new NotDeflated('lengths differ');
    return size;
  }
  function* stored(size: number): Reader {
    for (let left = size; left > 0; left--) {
      if (end === window.length) slide();
      const byte = yield* take(8);
      window[end++] = byte;
      produced++;
    }
  }
  function* tables(): Generator<undefined, Codes, void> {
    const literals = (yield* take(5)) + 257;
    const distances = (yield* take(5)) + 1;
    if (literals > 286 || distances > 30) throw new NotDeflated('too many codes');
    const orders = (yield* take(4)) + 4;
    const order = new Uint8Array(19);
    for (const place of ORDER.slice(0, orders)) order[place] = yield* take(3);
    if (!isComplete(order, false)) throw new NotDeflated('no code of lengths');
    const table = huffmanTable(order);
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length;) {
      let symbol = -1;
      while ((symbol = bits.symbol(table)) < 0) yield* more();
      const [extra, base] =
        symbol < 16 ? [0, 1] : symbol === 16 ? [2, 3] : symbol === 17 ? [3, 3] : [7, 11];
      const repeat = base + (yield* take(extra));
      if ((symbol === 16 && at === 0) || at + repeat > lengths.length) {
        throw new NotDeflated('a repetition of nothing or too much');
      }
      lengths.fill(
        symbol < 16 ? symbol : symbol === 16 ? (lengths[at - 1] ?? 0) : 0,
        at,
        at + repeat,
      );
      at += repeat;
    }
    const [first, second] = [lengths.subarray(0, literals), lengths.subarray(literals)];
    if (!first[256] || !isComplete(first, true) || !isComplete(second, true)) {
      throw new NotDeflated('no code');
    }
    return [huffmanTable(first), huffmanTable(second)];
  }
  function* compressed(literals: HuffmanTable, distances: HuffmanTable): Reader {
    for (;;) {
      let [symbol, extra, code, far] = [-1, -1, -1, -1];
      while ((symbol = bits.symbol(literals)) < 0) yield* more();
      if (symbol === 256) return;
      if (end > window.length - 258) slide();
      if (symbol < 256) {
        window[end++] = symbol;
        produced++;
        continue;
      }
      while ((extra = bits.take(LENGTH_BITS[symbol - 257] ?? 0)) < 0) yield* more();
      while ((code = bits.symbol(distances)) < 0) yield* more();
      while ((far = bits.take(DISTANCE_BITS[code] ?? 0)) < 0) yield* more();
      const length = (LENGTHS[symbol - 257] ?? Infinity) + extra;
      const distance = (DISTANCES[code] ?? Infinity) + far;
      if (distance > produced || length > 258) throw new NotDeflated('nothing to repeat');
      for (const last = end + length; end < last; end++) window[end] = window[end - distance] ?? 0;
      produced += length;
    }
  }

  try {
    for (let last = 0; !last;) {
      last = yield* take(1);
      const kind = yield* take(2);
      if (kind === 3) throw new NotDeflated('no such kind of block');
      const codes = kind === 2 ? yield* tables() : FIXED;
      const size = kind === 0 ? yield* storedSize() : 0;
      if (window.length === 0) window = new Uint8Array(2 * WINDOW);
      yield* kind === 0 ? stored(size) : compressed(...codes);
    }
  } finally {
    flush();
  }
}

/** Takes bits from a source, lowest first. Gives -1, and takes nothing, when there are too few. */
const bitsOf = (source: Source) => {
  let [held, count] = [0, 0];
  const refill = () => {
    while (count <= 16 && source.at < source.bytes.length) {
      held |= (source.bytes[source.at++] ?? 0) << count;
      count += 8;
    }
  };
  const drop = (bits: number) => {
    held >>>= bits;
    count -= bits;
  };
  return {
    align: () => drop(count & 7),
    take(bits: number): number {
      if (count < bits) refill();
      if (count < bits) return -1;
      const value = held & ((1 << bits) - 1);
      drop(bits);
      return value;
    },
    symbol(table: HuffmanTable): number {
      if (count < 15) refill();
      const entry = table.entries[held & table.mask] ?? 0;
      const length = entry & 15;
      if (length === 0 && count >= 15) throw new NotDeflated('no such code');
      if (length === 0 || length > count) return -1;
      drop(length);
      return entry >>> 4;
    },
  };
};
