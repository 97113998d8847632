import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { casesOf } from './cases.ts';
import { openMailbox } from './mailbox.ts';
import { mutated } from './mutated.ts';
import { must } from './target.ts';
import type { Target } from './target.ts';
import type { Watched } from './watchdog.ts';
import type { Fault, Told, Work } from './work.ts';

/** Inputs made from one seed. */
const batch = 20;
let executed = 0;

const [work] = (await once(process, 'message')) as [Work];
const { names, seed, runs, milliseconds, module, longestRead } = work;
const mailbox = openMailbox(work.path);
const { targets } = (await import(module)) as { targets: readonly Target[] };
const { path, patience, wait, memory } = work;
new Worker(new URL('./watchdog.ts', import.meta.url), {
  workerData: { path, patience, wait, memory } satisfies Watched,
  execArgv: [],
}).unref();

for (const target of targets.filter(({ name }) => names.includes(name))) {
  await tell({ begins: target.name, begun: executed });
  const from = performance.now();
  const before = executed;
  const fault = await fuzz(target);
  const took = performance.now() - from;
  const executions = executed - before;
  await tell({ target: target.name, executions, milliseconds: took, fault });
}
await tell({ isDone: true });
process.exit();

/** Resolves when it is told, whatever happens to this process next. */
function tell(told: Told): Promise<void> {
  return new Promise((resolve) => process.send?.(told, () => resolve()));
}

async function read(target: Target, input: Buffer, from: number | null): Promise<void> {
  mailbox.begin(input, from);
  executed += 1;
  const before = process.threadCpuUsage();
  // A read that takes hold of its input must not change it for the next.
  try {
    await target.read(Buffer.from(input));
  } finally {
    mailbox.over();
  }
  const { user, system } = process.threadCpuUsage(before);
  const took = (user + system) / 1000;
  must(took < longestRead, `${input.length} bytes took ${Math.round(took)} ms`);
}

async function fuzz(target: Target): Promise<Fault | null> {
  const known = [...casesOf(target.name), ...target.corpus.map((input) => Buffer.from(input))];
  for (const input of known) {
    try {
      await read(target, input, null);
    } catch (error) {
      return { why: textOf(error), input, seed: null };
    }
  }
  const until = performance.now() + milliseconds;
  for (let done = 0; done < runs && performance.now() < until; done += batch) {
    const numRuns = Math.min(batch, runs - done);
    const from = seed + done / batch;
    const property = fc.asyncProperty(mutated(target), (input) => read(target, input, from));
    // Shrinking ends after that. A read that takes so long is ended before: interrupted, it would count as sound.
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
