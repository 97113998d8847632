import type { AccountId } from '../accounts/account.ts';

/**
 * What came of a planted leak. `noticed`: an invariant was broken by it. `unclear`: it made the attempt unclear, so that a
 * real one would be inconclusive. `blind`: it passed, or could not be planted. `impersonal`: nothing was planted, because
 * the surface gives every owner the same. `unplanted`: nothing was planted, so that nobody knows.
 */
export const plantings = ['noticed', 'unclear', 'blind', 'impersonal', 'unplanted'] as const;

export type Planting = (typeof plantings)[number];

/**
 * How much of another account a planted leak shows. `whole`: a row of theirs, or their whole answer: what a leak usually
 * shows, so that a surface on which it passes is not judged. `part`: less, or what nobody could tell the owner of. `own`:
 * something of one's own that is missing.
 */
export const weights = ['whole', 'part', 'own'] as const;

export type Weight = (typeof weights)[number];

/**
 * The attempts in whose answers a leak may be planted: of an owner at their own in an open session (`own`); of another at
 * the owner's thing (`foreign`); of anybody with an address after its end (`ended`); otherwise by the state of the session in
 * which something of the owner's was asked for.
 */
export const plantedCells = [
  'own',
  'foreign',
  'signed-out',
  'no-second-factor',
  'none',
  'ended',
] as const;

export type PlantedCell = (typeof plantedCells)[number];

/** A leak that was planted, in memory, in an answer that the deployment gave. */
export type PlantedLeak = {
  surface: string;
  /** Id of the kind of leak: the name of its file in `harness/sensitivity/leaks/`. */
  leak: string;
  /** The leak in words, such as "a row of another in one's own list". */
  title: string;
  weight: Weight;
  cell: PlantedCell;
  viewer: AccountId;
  owner: AccountId;
  result: Planting;
  /** Ids of the invariants that noticed it, or why it was unclear, or not planted; empty where it just passed. */
  why: string;
};

/** Why some kinds of leaks, or all, were not planted on a surface. */
export const timeWasOver = 'the time for it was over';

/** Why a leak counts as one that would pass though it was not planted. It quotes no error, which may quote an answer. */
export const plantingFailed =
  'planting it failed, as it does where answers are nested too deep or have too many elements';
