import { endProcesses } from './parts/processes.ts';

/** Ctrl-C before there was anything to judge. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

// One Ctrl-C reaches us twice when npm and the shell both pass it on (milliseconds).
const samePress = 300;

/** Exit code of what Ctrl-C ended, as shells have it. */
export const interruptedCode = 130;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ctrl-C, once: the signal aborts, so that what ran is judged and reported (inconclusive). Twice: what we
 * started is ended, and we quit with 130. A third time: at once. `release` gives the key back.
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
