import { bloomBits, hash, known } from './prefilter-hash.ts';
import { CONSTANTS, constants, scan } from './prefilter-scan.ts';
import { assemble } from './wasm.ts';

/** How deep containers may lie in one another; each depth has a text of its own. */
export const DEPTHS = 5;
/** Bytes that a text can hold. */
const TEXT_SIZE = 48 * 1024;

const PAGE = 64 * 1024;
/** Before and after each text, for reads over its edges. */
const MARGIN = 128;
/** A needle at every byte, and words, cuts, dates and groups between them. */
const EVENTS_SIZE = TEXT_SIZE * 8 * 2;
/** A place for a short word, before the first margin that is read. */
const SCRATCH = CONSTANTS + constants.bytes().length;
const SCRATCH_SIZE = 64;
const TEXTS = SCRATCH + SCRATCH_SIZE;
const DEPTH_SIZE = MARGIN + TEXT_SIZE + MARGIN + EVENTS_SIZE;

/**
 * Finds the few places of a text at which a closer look is worth it, at gigabytes a second and at
 * the same cost however many words it knows.
 */
export type Prefilter = {
  /** All the texts are views into it. */
  memory: Buffer;
  /** Adds a word of eight bytes or more to those that are looked for, in any case. */
  addWord(word: string): void;
  /** Whether a word may be among them; true for about one in 300 that is not, of 100,000. */
  mayKnow(word: Uint8Array): boolean;
  /** The address of a depth's text. */
  textAt(depth: number): number;
  /**
   * The places found between two addresses of a depth's text, as pairs of numbers (see `scan` in
   * prefilter-scan.ts). Valid until the next call for the same depth.
   */
  scan(depth: number, from: number, to: number): Uint32Array;
};

type Exports = {
  memory: WebAssembly.Memory;
  hash(start: number, end: number): number;
  known(start: number, end: number): number;
  scan(from: number, to: number, out: number): number;
};

const program = new WebAssembly.Module(
  assemble(Math.ceil((TEXTS + DEPTHS * DEPTH_SIZE) / PAGE), [hash, known, scan]),
);

/** @see {@link Prefilter} */
export const createPrefilter = (): Prefilter => {
  // The assembler above exports just these.
  const wasm = new WebAssembly.Instance(program).exports as Exports;
  const memory = Buffer.from(wasm.memory.buffer);
  memory.set(constants.bytes(), CONSTANTS);
  const textAt = (depth: number) => TEXTS + depth * DEPTH_SIZE + MARGIN;
  return {
    memory,
    textAt,
    addWord(word) {
      const start = textAt(0);
      const end = start + memory.write(word, start, TEXT_SIZE, 'latin1');
      for (const bit of bloomBits(wasm.hash(start, end))) {
        memory[bit >>> 3] = (memory[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
    },
    mayKnow(word) {
      memory.set(word, SCRATCH);
      return wasm.known(SCRATCH, SCRATCH + word.length) === 1;
    },
    scan(depth, from, to) {
      const events = textAt(depth) + TEXT_SIZE + MARGIN;
      const end = wasm.scan(from, to, events);
      return new Uint32Array(wasm.memory.buffer, events, (end - events) / 4);
    },
  };
};
