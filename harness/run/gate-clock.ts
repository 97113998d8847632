/** Of a gate's time, what the first half may take: seeding, and the sweep before the update. */
const firstHalf = 0.4;
/** Of a gate's time, what is kept for judging and reports. */
const kept = 0.2;

/** When the sweeps of a run have to end (milliseconds since the epoch). Infinity: the run is no gate. */
export type GateClock = {
  beforeUpdate(): number;
  afterUpdate(): number;
  /** Notes how long an update took that somebody else's command performed: that is no time of the gate. */
  noteUpdate(milliseconds: number): void;
};

/**
 * Creates the clock of a run, which counts from the start of this process.
 * @param budget milliseconds of the whole run; undefined: no limit
 * @param isSecondHalf the run was begun by `chaperone seed`, whose half of the time is gone
 */
export function createGateClock(budget: number | undefined, isSecondHalf = false): GateClock {
  if (budget === undefined) {
    return {
      beforeUpdate: () => Infinity,
      afterUpdate: () => Infinity,
      noteUpdate: () => undefined,
    };
  }
  let began = performance.timeOrigin - (isSecondHalf ? firstHalf * budget : 0);
  return {
    beforeUpdate: () => began + firstHalf * budget,
    afterUpdate: () => began + (1 - kept) * budget,
    noteUpdate(milliseconds) {
      began += milliseconds;
    },
  };
}
