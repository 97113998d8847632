import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { casesOf } from './cases.ts';
import { openMailbox } from './mailbox.ts';
import { mutated } from './mutated.ts';
import { targets } from './targets.ts';
import { must } from './target.ts';
import type { Target } from './target.ts';

/** What a thread does: reads inputs of one target after the other. `runs` or `milliseconds` bound each of them. */
export type Work = {
  names: readonly string[];
  seed: number;
  runs: number;
  milliseconds: number;
  shared: SharedArrayBuffer;
};

/** What a thread tells: that it begins with a target, or how that ended. */
export type Told =
  | { begins: string }
  | { target: string; executions: number; milliseconds: number; fault: Fault | null };
/** What was wrong, the shortest input for which it is, and the seed that leads there again. */
export type Fault = { why: string; input: Uint8Array; seed: number | null };

/** Longest time that one input may take, in milliseconds of this thread's processor time, whatever else the machine does. */
const longestRead = 4000;
/** Inputs made from one seed. */
const batch = 20;

const { names, seed, runs, milliseconds, shared } = workerData as Work;
const mailbox = openMailbox(shared);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is a thread, and no window
const tell = (told: Told): void => parentPort?.postMessage(told);

for (const target of targets.filter(({ name }) => names.includes(name))) {
  tell({ begins: target.name });
  const from = performance.now();
  const before = mailbox.begun();
  const fault = await fuzz(target);
  const took = performance.now() - from;
  const executions = mailbox.begun() - before;
  tell({ target: target.name, executions, milliseconds: took, fault });
}
process.exit();

async function read(target: Target, input: Buffer): Promise<void> {
  mailbox.begin(input);
  const from = process.threadCpuUsage();
  // A read that takes hold of its input must not change it for the next.
  await target.read(Buffer.from(input));
  const { user, system } = process.threadCpuUsage(from);
  const took = (user + system) / 1000;
  must(took < longestRead, `${input.length} bytes took ${Math.round(took)} ms`);
}

async function fuzz(target: Target): Promise<Fault | null> {
  const known = [...casesOf(target.name), ...target.corpus.map((input) => Buffer.from(input))];
  for (const input of known) {
    try {
      await read(target, input);
    } catch (error) {
      return { why: textOf(error), input, seed: null };
    }
  }
  const until = performance.now() + milliseconds;
  const property = fc.asyncProperty(mutated(target), (input) => read(target, input));
  for (let done = 0; done < runs && performance.now() < until; done += batch) {
    const numRuns = Math.min(batch, runs - done);
    const from = seed + done / batch;
    const options = { seed: from, numRuns, interruptAfterTimeLimit: 30_000 };
    const { counterexample, errorInstance } = await fc.check(property, options);
    const [input] = counterexample ?? [];
    if (input !== undefined) return { why: textOf(errorInstance), input, seed: from };
  }
  return null;
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
