import type { AccessCell, AccessSide } from '../../../domain/verdict/access.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/** What came on one side, while it is counted. */
export type CountedSide = AccessSide & { refusals: Set<string>; grants: Set<string> };

/** A cell of the access matrix with all that is compared in it. */
export type CountedCell = AccessCell & {
  before: CountedSide;
  after: CountedSide;
  /** Attempts on each side, clear or not. */
  tries: { before: number; after: number };
  /** The same by kind of account, without the sides of the update: those made after it were not there before it. */
  kinds: Map<string, { before: CountedSide; after: CountedSide }>;
  /** Answered after the update, in a cell that is judged. */
  granted: ResolvedAttempt[];
};

/**
 * What came of all clear tries before and after the update, side by side. A cell holds all accounts of a role, as which
 * kinds ask for what is drawn anew on each side.
 */
export type AccessMatrix = {
  cells: readonly CountedCell[];
  /** Both sides of the update were tried. */
  hasBothSides: boolean;
};

/** A cell that the update opened. `kinds`: to these kinds of account alone; empty: to the role as a whole. */
export type Opening = { cell: CountedCell; kinds: readonly string[] };
