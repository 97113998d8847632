/** What the clinic takes for the time: a test may set it, so that nobody waits for what ends. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** A clock that can be moved on. */
export interface SettableClock extends Clock {
  /** Moves it on by so many milliseconds. */
  advance: (milliseconds: number) => void;
}

/** This machine's time. */
export const systemClock: Clock = { now: () => Date.now() };

/** This machine's time, and what it was moved on by. */
export function createClock(): SettableClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}
