import { longest } from './mutated.ts';

/** What a fuzzing thread is reading, for whoever watches it: the thread itself cannot tell once it hangs. */
export type Mailbox = {
  /** Memory that both threads share. */
  shared: SharedArrayBuffer;
  /** Notes that a read of this input begins. */
  begin(input: Uint8Array): void;
  /** How many reads have begun. */
  begun(): number;
  /** The input that was read last. */
  input(): Buffer;
};

const head = 8;

export function openMailbox(shared = new SharedArrayBuffer(head + longest)): Mailbox {
  const numbers = new Int32Array(shared, 0, 2);
  const bytes = new Uint8Array(shared, head);
  return {
    shared,
    begin(input) {
      bytes.set(input.subarray(0, longest));
      Atomics.store(numbers, 1, Math.min(longest, input.length));
      Atomics.add(numbers, 0, 1);
    },
    begun: () => Atomics.load(numbers, 0),
    input: () => Buffer.from(bytes.slice(0, Atomics.load(numbers, 1))),
  };
}
