import { Worker } from 'node:worker_threads';
import { openMailbox } from './mailbox.ts';
import type { Fault, Told, Work } from './thread.ts';

/** How a target fared. */
export type Fuzzed = {
  target: string;
  executions: number;
  milliseconds: number;
  fault: Fault | null;
};

/** Milliseconds after which a read counts as one that never ends. */
const patience = 60_000;
/** Memory that reading may take beyond what there was before, in bytes. */
const mostMemory = 1.5 * 1024 ** 3;

/**
 * Feeds targets with mutated inputs in a thread of its own, which is ended when a read hangs or takes too much memory.
 * Then the other targets go on in a new one.
 * @param work.seed a seed; the same one makes the same inputs, unless `milliseconds` ends them earlier
 */
export async function fuzz(
  work: Omit<Work, 'shared'>,
  onResult: (result: Fuzzed) => void = () => undefined,
): Promise<Fuzzed[]> {
  const results: Fuzzed[] = [];
  for (let names = work.names; names.length > 0;) {
    await inThread({ ...work, names }, (result) => {
      results.push(result);
      onResult(result);
    });
    const done = new Set(results.map(({ target }) => target));
    names = names.filter((name) => !done.has(name));
  }
  return results;
}

/** Resolves when the thread is through, or one of its targets made it end. */
function inThread(work: Omit<Work, 'shared'>, onResult: (result: Fuzzed) => void): Promise<void> {
  const mailbox = openMailbox();
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { ...work, shared: mailbox.shared } satisfies Work,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const memory = process.memoryUsage.rss();
  const [first = ''] = work.names;
  let current = { target: first, since: performance.now(), begun: 0 };
  let last = { begun: 0, at: performance.now() };
  return new Promise((resolve) => {
    let isOver = false;
    const give = (why: string | null): void => {
      if (isOver) return;
      isOver = true;
      clearInterval(timer);
      if (why !== null) {
        onResult({
          target: current.target,
          executions: mailbox.begun() - current.begun,
          milliseconds: performance.now() - current.since,
          fault: { why, input: mailbox.input(), seed: null },
        });
      }
      void thread.terminate().then(() => resolve());
    };
    const watch = (): void => {
      const begun = mailbox.begun();
      if (begun !== last.begun) last = { begun, at: performance.now() };
      if (performance.now() - last.at > patience) give(`reading did not end within ${patience} ms`);
      if (process.memoryUsage.rss() - memory > mostMemory) give('reading took too much memory');
    };
    const timer = setInterval(watch, 250);
    thread.on('message', (told: Told) => {
      last = { begun: mailbox.begun(), at: performance.now() };
      if ('begins' in told) {
        current = { target: told.begins, since: performance.now(), begun: mailbox.begun() };
      } else onResult(told);
    });
    // Such as a rejection that nobody handles, or a heap that is full.
    thread.on('error', (error: Error) => give(error.stack ?? error.message));
    thread.on('exit', (code) => give(code === 0 ? null : `the thread ended with ${code}`));
  });
}
