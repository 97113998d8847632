import { createPairingBoard } from './pairing-board.ts';
import type { PairingBoard, PairThing, PairViewer, Slot } from './pairing-board.ts';
import { createRandom } from '../random.ts';

export type PairRequest<Viewer extends PairViewer, Thing extends PairThing> = {
  viewers: readonly Viewer[];
  things: readonly Thing[];
  /** Seed of the choice. Another seed gives other pairs, so they rotate from run to run. */
  seed: number;
  /** Most foreign viewers of each thing, not counting those near an entitlement. Default: 5. */
  perThing?: number;
  /** Whether a viewer is near an entitlement (guardian, former clinician), and so always tries. Default: none is. */
  isNearEntitlement?: (viewer: Viewer, thing: Thing) => boolean;
};

export type ChosenPairs<Viewer extends PairViewer, Thing extends PairThing> = {
  pairs: readonly { viewer: Viewer; thing: Thing }[];
  /** Number of combinations of a viewer's level and an owner's level that at least one pair has. */
  covered: number;
  /** Number of such combinations that two different accounts could have. */
  total: number;
};

/**
 * Chooses which viewers try which things, so that the number of attempts grows with the accounts and not with their
 * square. First every level of a viewer meets every level of an owner. Then every viewer is used. Then each thing is
 * filled up with the viewers that add most new triples of levels.
 */
export function choosePairs<Viewer extends PairViewer, Thing extends PairThing>(
  request: PairRequest<Viewer, Thing>,
): ChosenPairs<Viewer, Thing> {
  const { viewers, things, perThing = 5, isNearEntitlement } = request;
  const random = createRandom('pairs', request.seed);
  const board = createPairingBoard(viewers, things, random);
  const room = (slot: Slot<Viewer, Thing>): boolean => slot.load < perThing;

  if (isNearEntitlement !== undefined) {
    for (const slot of board.slots) {
      for (const seat of board.seats) {
        if (board.foreign(seat, slot) && isNearEntitlement(seat.viewer, slot.thing))
          board.add(seat, slot, 0);
      }
    }
  }
  const counted = coverLevels(board, room);
  useEveryViewer(board, room);
  for (const slot of board.slots) {
    while (room(slot)) {
      const seat = board.bestSeat(board.seats, slot);
      if (seat === undefined) break;
      board.add(seat, slot, 1);
    }
  }
  return { pairs: board.pairs, ...counted };
}

/** Lets every level of a viewer meet every level of an owner, as far as there is room. */
function coverLevels<Viewer extends PairViewer, Thing extends PairThing>(
  board: PairingBoard<Viewer, Thing>,
  room: (slot: Slot<Viewer, Thing>) => boolean,
): { covered: number; total: number } {
  const { coverage, foreign } = board;
  const seatsOf = group(board.seats, ({ viewer }) => coverage.viewerLevels.levelsOf(viewer.cohort));
  const slotsOf = group(board.slots, ({ thing }) => coverage.ownerLevels.levelsOf(thing.cohort));
  let covered = 0;
  let total = 0;
  for (const [viewerLevel, seats] of seatsOf) {
    const accounts = new Set(seats.map(({ viewer }) => viewer.account));
    for (const [ownerLevel, slots] of slotsOf) {
      // There is no such pair if one account is the only one on both sides.
      if (accounts.size === 1 && slots.every(({ thing }) => accounts.has(thing.owner))) continue;
      total += 1;
      if (!coverage.has(viewerLevel, ownerLevel)) {
        const fits = (slot: Slot<Viewer, Thing>): boolean =>
          room(slot) && seats.some((seat) => foreign(seat, slot));
        const slot = board.bestSlot(slots, fits, ({ load }) => [-load]);
        const seat = slot && board.bestSeat(seats, slot);
        if (slot !== undefined && seat !== undefined) board.add(seat, slot, 1);
      }
      if (coverage.has(viewerLevel, ownerLevel)) covered += 1;
    }
  }
  return { covered, total };
}

/** Gives every viewer without a pair a thing to try, as far as there is room. */
function useEveryViewer<Viewer extends PairViewer, Thing extends PairThing>(
  board: PairingBoard<Viewer, Thing>,
  room: (slot: Slot<Viewer, Thing>) => boolean,
): void {
  for (const seat of board.seats) {
    if (seat.uses > 0) continue;
    const slot = board.bestSlot(
      board.slots,
      (one) => room(one) && board.foreign(seat, one),
      ({ thing, load }) => [board.coverage.gain(seat.viewer.cohort, thing.cohort).triples, -load],
    );
    if (slot !== undefined) board.add(seat, slot, 1);
  }
}

function group<T>(items: readonly T[], levelsOf: (item: T) => readonly number[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    for (const level of levelsOf(item)) {
      const members = groups.get(level);
      if (members === undefined) groups.set(level, [item]);
      else members.push(item);
    }
  }
  return groups;
}
