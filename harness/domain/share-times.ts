/** Milliseconds that a run waits at most for something to end by itself. What lasts longer is a gap. */
export const longestWait = 120_000;
