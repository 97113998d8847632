/**
 * Milliseconds that the deployment's clock may differ from ours: what ends by itself judges neither way for as
 * long before and after the end that it was given.
 */
export const clockSkew = 2000;

/** Milliseconds that a run waits at most for something to end by itself. What lasts longer is a gap. */
export const longestWait = 120_000;
