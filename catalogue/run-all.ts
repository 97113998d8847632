import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Asked, Ended } from './case.ts';

const child = fileURLToPath(new URL('child.ts', import.meta.url));
/** Milliseconds after which a run is given up. */
const longest = 20 * 60_000;
/** How much of what a process says is kept for messages, in characters. */
const mostWords = 2000;

export type RunAllOptions = {
  /** How many run at once, each in a process of its own. */
  atOnce: number;
  /** Folder for all that the runs leave behind while they last. */
  temporary: string;
  signal: AbortSignal;
  /** Takes what came of a run, as soon as it has ended. Returns a run to be made next in its place, or null. */
  onEnd: (ended: Ended) => Asked | null;
};

/** Makes runs, several at once. Each process makes one after another; one that ends early is replaced. */
export async function runAll(asked: readonly Asked[], options: RunAllOptions): Promise<void> {
  const left = [...asked];
  const count = Math.min(options.atOnce, left.length);
  await Promise.all(Array.from({ length: count }, async () => work(left, options)));
}

async function work(left: Asked[], options: RunAllOptions): Promise<void> {
  let runner = startRunner(options);
  try {
    for (let next = left.shift(); next !== undefined;) {
      const ended = await runner.run(next);
      if (options.signal.aborted) return;
      if (runner.isOver()) runner = startRunner(options);
      next = options.onEnd(ended) ?? left.shift();
    }
  } finally {
    runner.end();
  }
}

type Runner = {
  run(asked: Asked): Promise<Ended>;
  /** Its process has ended. */
  isOver(): boolean;
  end(): void;
};

function startRunner({ temporary, signal }: RunAllOptions): Runner {
  const running = fork(child, [], {
    execArgv: [],
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  running.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-mostWords);
  });
  const gone = once(running, 'close').then(() => null);
  const kill = (): void => void running.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  return {
    isOver: () => running.exitCode !== null || running.signalCode !== null,
    end() {
      signal.removeEventListener('abort', kill);
      if (running.connected) running.disconnect();
    },
    async run(asked) {
      words = '';
      const told = once(running, 'message') as Promise<[Ended]>;
      running.send(asked);
      const timer = setTimeout(kill, longest);
      const ended = await Promise.race([told.then(([message]) => message), gone]);
      clearTimeout(timer);
      return ended ?? { asked, failed: `its process ended (${words.trim() || 'silently'})` };
    },
  };
}
