import { onInterrupt } from '../run/interrupt.ts';
import { say } from './say.ts';

/** Runs what Ctrl-C can end: the first press aborts the signal, and the handlers are gone once it has ended. */
export async function whileInterruptible(
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const interrupt = onInterrupt(say);
  try {
    await run(interrupt.signal);
  } finally {
    interrupt.release();
  }
}
