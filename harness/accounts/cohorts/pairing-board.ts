import type { AccountId, Cohort } from '../../domain/accounts/account.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import { createPairCoverage } from './pair-coverage.ts';
import type { PairCoverage } from './pair-coverage.ts';
import type { Random } from '../random.ts';

export type PairViewer = { account: AccountId; cohort: Cohort };

/** A thing, its owner, and the owner's cohort. */
export type PairThing = { thing: ThingId; owner: AccountId; cohort: Cohort };

export type Seat<Viewer> = { viewer: Viewer; uses: number };
export type Slot<Viewer, Thing> = { thing: Thing; tried: Set<Viewer>; load: number };

/** All viewers (seats) and things (slots) in random order, with the pairs chosen so far. */
export type PairingBoard<Viewer, Thing> = {
  seats: readonly Seat<Viewer>[];
  slots: readonly Slot<Viewer, Thing>[];
  pairs: readonly { viewer: Viewer; thing: Thing }[];
  coverage: PairCoverage;
  /** Whether the viewer is not the owner, and does not try the thing already. */
  foreign: (seat: Seat<Viewer>, slot: Slot<Viewer, Thing>) => boolean;
  /** Adds a pair. `load` 1: the pair counts as coverage, and towards the thing's limit of viewers. */
  add(seat: Seat<Viewer>, slot: Slot<Viewer, Thing>, load: 0 | 1): void;
  /** Of a sample of foreign seats, the one that adds most new pairs, then most triples, then has the fewest uses. */
  bestSeat(among: readonly Seat<Viewer>[], slot: Slot<Viewer, Thing>): Seat<Viewer> | undefined;
  /** Of a sample of slots that fit, the one of the highest rank. */
  bestSlot(
    among: readonly Slot<Viewer, Thing>[],
    fits: (slot: Slot<Viewer, Thing>) => boolean,
    rankOf: (slot: Slot<Viewer, Thing>) => readonly number[],
  ): Slot<Viewer, Thing> | undefined;
};

// Size of the sample from which a viewer or thing is chosen. A larger one would be slow and hardly better.
const sampleSize = 24;

/** Creates a board without pairs. */
export function createPairingBoard<Viewer extends PairViewer, Thing extends PairThing>(
  viewers: readonly Viewer[],
  things: readonly Thing[],
  random: Random,
): PairingBoard<Viewer, Thing> {
  const coverage = createPairCoverage(
    viewers.map(({ cohort }) => cohort),
    things.map(({ cohort }) => cohort),
  );
  const pairs: { viewer: Viewer; thing: Thing }[] = [];
  const foreign = (seat: Seat<Viewer>, slot: Slot<Viewer, Thing>): boolean =>
    seat.viewer.account !== slot.thing.owner && !slot.tried.has(seat.viewer);

  /** A sample of the items that fit, starting at a random index. */
  const sample = <T>(items: readonly T[], fits: (item: T) => boolean): T[] => {
    const start = random.below(items.length);
    const found: T[] = [];
    for (let step = 0; step < items.length && found.length < sampleSize; step += 1) {
      const item = items[(start + step) % items.length];
      if (item !== undefined && fits(item)) found.push(item);
    }
    return found;
  };

  return {
    seats: random.shuffle(viewers).map((viewer) => ({ viewer, uses: 0 })),
    slots: random.shuffle(things).map((thing) => ({ thing, tried: new Set(), load: 0 })),
    pairs,
    coverage,
    foreign,
    add: (seat, slot, load) => {
      slot.tried.add(seat.viewer);
      slot.load += load;
      // A viewer near an entitlement may well be granted access, so its pairs do not count as coverage.
      if (load === 1) {
        seat.uses += 1;
        coverage.add(seat.viewer.cohort, slot.thing.cohort);
      }
      pairs.push({ viewer: seat.viewer, thing: slot.thing });
    },
    bestSeat: (among, slot) =>
      highest(
        sample(among, (seat) => foreign(seat, slot)),
        (seat) => {
          const gain = coverage.gain(seat.viewer.cohort, slot.thing.cohort);
          return [gain.pairs, gain.triples, -seat.uses];
        },
      ),
    bestSlot: (among, fits, rankOf) => highest(sample(among, fits), rankOf),
  };
}

/** The item of the highest rank, compared element by element; the first of equal ones. */
function highest<T>(items: readonly T[], rankOf: (item: T) => readonly number[]): T | undefined {
  let best: T | undefined;
  let bestRank: readonly number[] = [];
  for (const item of items) {
    const rank = rankOf(item);
    const decisive = rank.findIndex((value, place) => value !== bestRank[place]);
    if (best === undefined || (rank[decisive] ?? 0) > (bestRank[decisive] ?? 0)) {
      [best, bestRank] = [item, rank];
    }
  }
  return best;
}
