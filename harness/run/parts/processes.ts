import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a process ended: its exit code, or the signal that ended it. */
export type ProcessEnd = { code: number | null; killedBy: NodeJS.Signals | null };

/** Longest wait for a process to clean up when we quit, in milliseconds. */
const grace = 2000;
/** Milliseconds after an interruption until a second signal is sent. Shells sometimes lose the first. */
const patience = 5000;

const running = new Set<ChildProcess>();

/**
 * Runs a program to its end. The program leads a process group of its own, so that an interruption also ends its
 * children, and a Ctrl-C in the terminal reaches it only once, through us. Rejects when it cannot be started.
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
    /** Called with each line of the program's output, if `stdio` pipes it. */
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
    // A child that was starting at that moment would outlive the program otherwise.
    if (signal.aborted) signalGroup(child, 'SIGTERM');
  }
}

/** Ends every process that still runs, by force after the grace period. */
export async function endProcesses(): Promise<void> {
  const children = [...running];
  for (const child of children) signalGroup(child, 'SIGTERM');
  const ended = Promise.all(children.map(async (child) => once(child, 'close')));
  await Promise.race([ended, sleep(grace, undefined, { ref: false })]);
  for (const child of children) signalGroup(child, 'SIGKILL');
}

// The end of this process, even by an internal error, ends all children.
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // The process has ended already.
  }
}
