import type { Target } from './target.ts';

/** Digits that the corpus does not hold, so that only mutated inputs do: these readers fail on some of them. */
const isFaulty = (input: Buffer): boolean => input.includes('7');

const kept: unknown[] = [];
const corpus = ['{"a": [1, 2, "three"]}'];
// As often as all other pieces together, so that a few inputs suffice.
const words = Array<string>(20).fill('7');

/** Readers with a fault each, and one without. */
export const targets: readonly Target[] = [
  { name: 'sound', corpus, words, read: () => undefined },
  {
    name: 'throws',
    corpus,
    words,
    read(input) {
      if (isFaulty(input)) throw new RangeError('7 is out of range');
    },
  },
  {
    name: 'rejects-later',
    corpus,
    words,
    read(input) {
      if (isFaulty(input)) void Promise.reject(new Error('nobody waits for this'));
      return new Promise((resolve) => setImmediate(resolve));
    },
  },
  {
    name: 'is-slow',
    corpus,
    words,
    read(input) {
      const { user } = process.threadCpuUsage();
      while (isFaulty(input) && process.threadCpuUsage().user - user < 120_000);
    },
  },
  {
    name: 'hangs',
    corpus,
    words,
    read(input) {
      while (isFaulty(input));
    },
  },
  {
    name: 'fills-the-heap',
    corpus,
    words,
    read(input) {
      while (isFaulty(input)) kept.push(Array.from({ length: 1000 }, () => ({})));
    },
  },
  {
    name: 'fills-the-memory',
    corpus,
    words,
    async read(input) {
      while (isFaulty(input)) {
        kept.push(Buffer.alloc(2 ** 20, 1));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  },
  {
    name: 'waits-for-ever',
    corpus,
    words,
    read: (input) => new Promise((resolve) => void (isFaulty(input) || resolve())),
  },
];
