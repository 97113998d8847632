// One Ctrl-C reaches us twice when npm and the shell both pass it on (milliseconds).
const samePress = 300;

/**
 * Ctrl-C, once: the signal aborts, so that what ran is judged and reported (inconclusive). Twice: quits at
 * once with 130, the shell's code for it. `release` gives the key back.
 */
export function onInterrupt(say: (text: string) => void): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  let pressedAt: number | null = null;
  const handle = () => {
    if (pressedAt !== null && performance.now() - pressedAt < samePress) return;
    if (pressedAt !== null) process.exit(130);
    pressedAt = performance.now();
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
