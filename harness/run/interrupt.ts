/**
 * Ctrl-C, once: the signal aborts, so that what ran is judged and reported (inconclusive). Twice: quits at
 * once with 130, the shell's code for it. `release` gives the key back.
 */
export function onInterrupt(say: (text: string) => void): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) process.exit(130);
    say('Interrupted: judging what ran so far. Press Ctrl-C again to quit at once.');
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
