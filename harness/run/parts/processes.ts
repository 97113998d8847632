import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a process ended: its exit code, or the signal that ended it. */
export type ProcessEnd = { code: number | null; killedBy: NodeJS.Signals | null };

/** How long a process may take to clean up after itself once we quit, in milliseconds. */
const grace = 2000;
/** How long it may take over Ctrl-C (shells lose one at times) until it is told again, in milliseconds. */
const patience = 5000;

const running = new Set<ChildProcess>();

/**
 * Runs a program to its end. It leads a process group of its own: when interrupted, what it started ends too,
 * and a terminal's Ctrl-C reaches it once, from us. Rejects when it cannot be started.
 */
export async function runProcess(
  command: string,
  args: readonly string[],
  {
    signal,
    onLine,
    ...options
  }: Omit<SpawnOptions, 'detached' | 'signal'> & {
    signal: AbortSignal;
    /** Called with each line of its output, where `stdio` pipes it. */
    onLine?: (line: string) => void;
  },
): Promise<ProcessEnd> {
  const child = spawn(command, args, { ...options, detached: true });
  if (onLine) {
    for (const output of [child.stdout, child.stderr])
      if (output) createInterface({ input: output, crlfDelay: Infinity }).on('line', onLine);
  }
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    signalGroup(child, 'SIGINT');
    timer = setTimeout(() => signalGroup(child, 'SIGTERM'), patience);
  };
  running.add(child);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const [code, killedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, killedBy };
  } finally {
    clearTimeout(timer);
    running.delete(child);
    signal.removeEventListener('abort', stop);
    // What it was starting just then outlives it otherwise.
    if (signal.aborted) signalGroup(child, 'SIGTERM');
  }
}

/** Ends every process that still runs, by force if it takes longer than it may. */
export async function endProcesses(): Promise<void> {
  const children = [...running];
  for (const child of children) signalGroup(child, 'SIGTERM');
  const ended = Promise.all(children.map(async (child) => once(child, 'close')));
  await Promise.race([ended, sleep(grace, undefined, { ref: false })]);
  for (const child of children) signalGroup(child, 'SIGKILL');
}

// Whatever ends us, an internal error too, ends them.
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has ended already.
  }
}
