/** The fact that the deployment's clock was moved on, and the run's with it, so that nobody had to wait. */
export type ClockMoved = {
  type: 'fact';
  fact: 'clock-moved';
  at: number;
  /** In milliseconds. */
  by: number;
};

/** By how much the run's time is ahead of this machine's, in milliseconds. It is the process's, as the machine's is. */
let ahead = 0;

/**
 * The time that the run goes by, in milliseconds since the epoch: this machine's, and what a deployment's clock was moved on
 * by (`moveOn`), so that both agree on what has ended. Deadlines of the run itself go by `Date.now()`.
 */
export function now(): number {
  return Date.now() + ahead;
}

/** Lets the run go by this machine's time again, once the deployment whose clock was moved on has ended. */
export function resetClock(): void {
  ahead = 0;
}

/** Moves the run's time on by so many milliseconds, once the deployment's clock was. */
export function moveOn(milliseconds: number): void {
  ahead += milliseconds;
}
