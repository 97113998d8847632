import { openSync, readSync, writeSync } from 'node:fs';
import { longest } from './mutated.ts';

/**
 * What a fuzzing process is reading, in a file: whatever becomes of the process (it hangs, or its heap is full), others
 * can tell on what.
 */
export type Mailbox = {
  /** Notes that a read of this input begins. `seed`: the one that made it; null for an input of the corpus. */
  begin(input: Uint8Array, seed: number | null): void;
  /** Notes that this read is over, however it ended. */
  over(): void;
  /** Notes why the process is ended. */
  end(why: string): void;
  read(): Mail;
};

/** What was noted last. */
export type Mail = {
  /** How many reads have begun. */
  begun: number;
  seed: number | null;
  input: Buffer;
  /** Why the process was ended; empty where nobody ended it. */
  why: string;
};

const numbers = 5;
const [head, mostWords] = [numbers * 8, 200];

/** Opens the file. Several processes and threads may, if only one of them notes what begins. */
export function openMailbox(path: string): Mailbox {
  const file = openSync(path, 'a+');
  const into = openSync(path, 'r+');
  let count = 0;
  const put = (values: readonly number[], at: number): void => {
    const bytes = Buffer.from(Float64Array.from(values).buffer);
    writeSync(into, bytes, 0, bytes.length, at * 8);
  };
  return {
    begin(input, seed) {
      const length = Math.min(longest, input.length);
      writeSync(into, input, 0, length, head + mostWords);
      put([++count, length, seed ?? -1], 0);
    },
    over: () => put([count], 4),
    end(why) {
      const bytes = Buffer.from(why).subarray(0, mostWords);
      writeSync(into, bytes, 0, bytes.length, head);
      put([bytes.length], 3);
    },
    read() {
      const bytes = Buffer.alloc(head + mostWords + longest);
      readSync(file, bytes, 0, bytes.length, 0);
      const told = [0, 1, 2, 3].map((at) => bytes.readDoubleLE(at * 8));
      const [begun = 0, length = 0, seed = -1, words = 0] = told;
      const from = head + mostWords;
      return {
        begun,
        seed: seed < 0 || begun === 0 ? null : seed,
        input: bytes.subarray(from, from + length),
        why: bytes.toString('utf8', head, head + words),
      };
    },
  };
}

/** The number of the read that is under way, for whoever looks often; null while there is none. */
export function underWay(path: string): () => number | null {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(numbers * 8);
  return () => {
    readSync(file, bytes, 0, bytes.length, 0);
    const [begun, over] = [bytes.readDoubleLE(0), bytes.readDoubleLE(4 * 8)];
    return begun === over ? null : begun;
  };
}
