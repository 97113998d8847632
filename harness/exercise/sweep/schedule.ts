import type { Block } from './blocks.ts';

/** Shares of the time that is left, by block: the mixed one holds the probes that find most, and most attempts. */
const share = { mixed: 12, other: 1 };

/** How a sweep that ends at a given time divides what is left of it. */
export type Schedule = {
  /** Until when no attempt begins any more (milliseconds since the epoch); Infinity: the sweep may take its time. */
  until: number;
  /** Until when attempts of a block may begin. What it leaves is left to the later ones. */
  endOf(block: Block, later: readonly Block[]): number;
  /** Notes how long owners took for all of their own: as long is kept back for asking again. */
  noteOwners(milliseconds: number): void;
};

/** @param until default: no limit */
export function createSchedule(until = Infinity): Schedule {
  let owners = 0;
  return {
    until,
    endOf(block, later) {
      if (until === Infinity) return until;
      const now = Date.now();
      const kept = [block, ...later].some(({ control }) => control === 'all') ? owners : 0;
      const mine = shareOf(block);
      const all = later.reduce((sum, one) => sum + shareOf(one), mine);
      return now + (Math.max(0, until - kept - now) * mine) / all;
    },
    noteOwners(milliseconds) {
      owners = milliseconds;
    },
  };
}

function shareOf({ mixed, probes, beside }: Block): number {
  if (probes.length + beside.length === 0) return 0;
  return mixed ? share.mixed : share.other;
}
