/** Repeatable random choices from a seed. Never use it for secrets: see `password.ts`. */
export type Random = {
  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number;
  /** One of the items. Throws when there is none. */
  pick<T>(items: readonly T[]): T;
  /** A copy in random order. */
  shuffle<T>(items: readonly T[]): T[];
};

/** Creates a generator. The same purpose and seeds give the same sequence; another purpose gives an unrelated one. */
export function createRandom(purpose: string, ...seeds: readonly number[]): Random {
  let state = hash(`${purpose}:${seeds.join(':')}`);
  // Mulberry32 (Tommy Ettinger, public domain) has one 32-bit word of state, which is good enough for choices.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word = (word + Math.imul(word ^ (word >>> 7), word | 61)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick<T>(items: readonly T[]): T {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError(`nothing to pick from for ${purpose}`);
      return item;
    },
    shuffle<T>(items: readonly T[]): T[] {
      return items
        .map((item) => ({ item, rank: next() }))
        .sort((left, right) => left.rank - right.rank)
        .map(({ item }) => item);
    },
  };
}

/**
 * Creates a one-to-one mapping of 0 … size - 1 onto itself (n ↦ a·n + b modulo size, with a and size coprime). Values
 * allocated by it never repeat, without a record of those already allocated.
 */
export function createPermutation(random: Random, size: number): (index: number) => number {
  let factor = 1 + random.below(size);
  while (commonDivisor(factor, size) !== 1) factor += 1;
  const offset = random.below(size);
  return (index) => (factor * index + offset) % size;
}

function commonDivisor(left: number, right: number): number {
  return right === 0 ? left : commonDivisor(right, left % right);
}

/** The hash FNV-1a with 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}
