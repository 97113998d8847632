import { moveOn, now } from '../../domain/clock.ts';
import type { DeploymentClock } from '../../deployment/embedded.ts';
import type { Fact } from '../../domain/ledger/fact.ts';

/** The role of a worker that may move the deployment's clock on. */
export type ClockMoving = {
  /** The deployment's clock, while nothing else of the run is active; null where it cannot or may not be moved. */
  readonly clock: DeploymentClock | null;
  record(fact: Fact): void;
};

/** Moves the deployment's clock on, and the run's with it. False where it cannot be moved. */
export async function moveClock(
  { clock, record }: ClockMoving,
  milliseconds: number,
): Promise<boolean> {
  if (clock === null || milliseconds <= 0) return false;
  await clock.advance(milliseconds);
  moveOn(milliseconds);
  record({ type: 'fact', fact: 'clock-moved', at: now(), by: milliseconds });
  return true;
}
