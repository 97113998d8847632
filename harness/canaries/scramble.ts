/** 60 bits as two halves of 30, which fit JavaScript's 32-bit arithmetic. */
export type Halves = readonly [number, number];

const HALF = 0x3fff_ffff;
const ROUNDS = [0x2545_f491, 0x1b87_3593, 0x27d4_eb2f, 0x1656_67b1] as const;
/** x^20 + x^3 + 1, primitive: a changed character, being a burst of at most 5 bits, always shows. */
const POLYNOMIAL = 0x9;
const CHECKSUM_BITS = 20;
const CHECKSUM = (1 << CHECKSUM_BITS) - 1;

/** A Feistel network without a key: reversible, and neighbours differ everywhere. */
export const scramble = ([left, right]: Halves): Halves => {
  for (const round of ROUNDS) [left, right] = [right, left ^ mix(right, round)];
  return [left, right];
};

/** Undoes {@link scramble}. */
export const unscramble = ([left, right]: Halves): Halves => {
  for (const round of ROUNDS.toReversed()) [left, right] = [right ^ mix(left, round), left];
  return [left, right];
};

/** CRC of 20 bits over the 12 five-bit symbols of both halves. */
export const checksumOf = (halves: Halves): number => {
  let crc = 0xace1;
  for (const half of halves) {
    for (let shift = 25; shift >= 0; shift -= 5) {
      const index = (crc >>> (CHECKSUM_BITS - 5)) ^ ((half >>> shift) & 31);
      crc = ((crc << 5) & CHECKSUM) ^ (STEPS[index] ?? 0);
    }
  }
  return crc;
};

const mix = (half: number, round: number): number => {
  let x = Math.imul(half ^ round, 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 15), 0xc2b2_ae35);
  return (x ^ (x >>> 14)) & HALF;
};

const STEPS = Uint32Array.from({ length: 32 }, (_, symbol) => {
  let crc = symbol << (CHECKSUM_BITS - 5);
  for (let bit = 0; bit < 5; bit++) {
    crc = ((crc << 1) & CHECKSUM) ^ (crc >>> (CHECKSUM_BITS - 1) ? POLYNOMIAL : 0);
  }
  return crc;
});
