import { timeoutOf } from '../../deployment/timeout.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import { bodyLimit } from '../http/exchange.ts';
import { failedFact } from '../state/failed-fact.ts';
import type { Worker } from '../worker/worker.ts';

/** After so many timeouts in a row of each request that may be under way, no further attempt is made. */
const mostTimeouts = 3;
/** Milliseconds by which a timer may be early. */
const slack = 20;
/**
 * Time that attempts at one surface may waste, for each request that may be under way: so many timeouts, and at least so
 * many milliseconds.
 */
const mostWaste = { timeouts: 4, least: 5000 };
/** So many viewers were given more than can be read at a surface, and nobody was granted anything: it will not be otherwise. */
const mostFlooded = 4;

/** Ends attempts that only cost time. What is no longer tried is recorded as a `failed` fact, by name. */
export type Breaker = {
  /** Takes note of an attempt. */
  note(attempt: Attempt): void;
  /**
   * Whether no further attempt is made at a surface (default: at any): the worker's signal is aborted, the deployment
   * stalls, or the surface wastes time.
   */
  isOver(surface?: Pick<Surface, 'id'>): boolean;
};

/**
 * Notices when nothing is answered in time any more, since each attempt would then take minutes with its retries; and
 * when a surface answers with more than can be read, again and again.
 * @param atOnce attempts under way at once
 */
export function createBreaker(worker: Worker, atOnce: number): Breaker {
  const timeout = timeoutOf(worker.definition);
  const allowed = atOnce * Math.max(mostWaste.least, mostWaste.timeouts * timeout);
  const wasted = new Map<string, number>();
  const given = new Set<string>();
  const flooded = new Map<string, Set<string | null>>();
  const granting = new Set<string>();
  let [inRow, stalls] = [0, false];
  const giveUp = (what: string, why: string): void =>
    worker.record(failedFact(null, {}, what, why));
  return {
    isOver: (surface) =>
      stalls || worker.signal.aborted || (surface !== undefined && given.has(surface.id)),
    note({ surface, viewer, outcome, truncated, bytes, sentAt, answeredAt }) {
      const took = answeredAt - sentAt;
      const isLate = outcome === 'unclear' && took >= timeout - slack;
      inRow = isLate ? inRow + 1 : 0;
      if (!stalls && inRow >= mostTimeouts * atOnce) {
        stalls = true;
        giveUp(
          'the sweep',
          `${inRow} attempts in a row were not answered within ${timeout / 1000} s, so no further ones were made`,
        );
      }
      if (outcome === 'granted') granting.add(surface);
      if (!isLate && !truncated) return;
      const waste = (wasted.get(surface) ?? 0) + took;
      wasted.set(surface, waste);
      if (given.has(surface)) return;
      const viewers = flooded.get(surface) ?? new Set();
      flooded.set(surface, viewers);
      if (truncated && bytes >= bodyLimit) viewers.add(viewer);
      const isFlooding = viewers.size >= mostFlooded && !granting.has(surface);
      if (!isFlooding && waste < allowed) return;
      const why = isFlooding
        ? `to ${viewers.size} viewers were longer than can be read, and none was granted`
        : `were late or had no end, for ${Math.round(waste / 1000)} s in all`;
      given.add(surface);
      giveUp(surface, `its answers ${why}, so no further attempts were made there`);
    },
  };
}
