import { get, i32, i64, set } from './wasm.ts';
import type { Code, WasmFunction } from './wasm.ts';

/** The Bloom filter of the dictionary's words has 2^21 bits, so that a core's second cache holds it, and lies at address 0. */
export const BLOOM_BITS = 21;
/** Its blocks have 64 bits. A word's bits are all in one, so that looking for it takes one read. */
const BLOCK_SHIFT = 32 - (BLOOM_BITS - 6);
/** Where a hash says which of the block's bits stand for it. */
const BIT_SHIFTS = [0, 6, 11];

/** The bits of the filter that stand for a hash. */
export const bloomBits = (hash: number): number[] =>
  BIT_SHIFTS.map((shift) => (hash >>> BLOCK_SHIFT) * 64 + ((hash >>> shift) & 63));

/**
 * The hash of a word of at least eight bytes, from its first and last eight and its length, so that long words cost no
 * more; bit 0x20 is set everywhere, so that case does not count.
 */
const hashOf = (start: Code, end: Code): Code => {
  const folded = (address: Code) => i64.or(i64.load(address), i64.const(0x2020_2020_2020_2020n));
  const first = i64.mul(folded(start), i64.const(0x9e37_79b9_7f4a_7c15n));
  const last = i64.mul(folded(i32.sub(end, i32.const(8))), i64.const(0xc2b2_ae3d_27d4_eb4fn));
  const length = i64.extend(i32.sub(end, start));
  const mixed = i64.add(i64.xor(first, i64.rotl(last, i64.const(29n))), length);
  const product = i64.mul(mixed, i64.const(0xd6e8_feb8_6659_fd93n));
  return i64.wrap(i64.shrU(product, i64.const(32n)));
};

/**
 * 0 when the dictionary certainly does not hold a word, else 1; to be written out where it is asked, since a call takes
 * as long as the answer.
 * @param start as code that may be repeated, as `end`
 * @param hash a local of 32 bits
 * @param bits a local of 64 bits
 */
export const mayHold = (start: Code, end: Code, hash: number, bits: number): Code => {
  const block = i32.shl(i32.shrU(get(hash), i32.const(BLOCK_SHIFT)), i32.const(3));
  // A shift goes by the last six bits of its count.
  const found = BIT_SHIFTS.map((shift) =>
    i64.shrU(get(bits), i64.extend(i32.shrU(get(hash), i32.const(shift)))),
  );
  return [
    ...set(hash, hashOf(start, end)),
    ...set(bits, i64.load(block)),
    ...i64.wrap(found.reduce((left, right) => i64.and(left, right), i64.const(1n))),
  ];
};

/** `hash(start, end)`: of a word. */
export const hash: WasmFunction = {
  name: 'hash',
  parameters: 2,
  locals: [],
  body: hashOf(get(0), get(1)),
};

/** `known(start, end)`: whether the dictionary may hold a word. */
export const known: WasmFunction = {
  name: 'known',
  parameters: 2,
  locals: ['i32', 'i64'],
  body: mayHold(get(0), get(1), 2, 3),
};
