import { endProcesses } from './parts/processes.ts';

/** Thrown when the user pressed Ctrl-C before there was anything to judge. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

// Signals within so many milliseconds are one Ctrl-C, which npm and the shell may both pass on.
const samePress = 300;

/** The exit code that shells use for a process ended by Ctrl-C. */
export const interruptedCode = 130;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Handles Ctrl-C. The first press aborts the signal, so that what ran is judged and reported (inconclusive). The second
 * ends the child processes and exits with 130. The third exits at once. `release` removes the handlers.
 */
export function onInterrupt(say: (text: string) => void): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let presses = 0;
  let pressedAt = Number.NEGATIVE_INFINITY;
  const handle = () => {
    if (performance.now() - pressedAt < samePress) return;
    pressedAt = performance.now();
    presses += 1;
    if (presses === 1) {
      say('Interrupted: judging what ran so far. Press Ctrl-C again to quit at once.');
      controller.abort(new Interrupted('interrupted'));
    } else if (presses === 2) {
      void endProcesses().finally(() => process.exit(interruptedCode));
    } else process.exit(interruptedCode);
  };
  for (const signal of signals) process.on(signal, handle);
  return {
    signal: controller.signal,
    release() {
      for (const signal of signals) process.off(signal, handle);
    },
  };
}
