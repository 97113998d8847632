import type { Evidence } from '../../domain/verdict/invariant.ts';
import type { LedgerAccount } from '../../domain/ledger/ledger.ts';
import type { Phase } from '../../domain/phase.ts';
import type { CommonMedia } from './media/common-media.ts';
import type { CommonSurfaces } from './surfaces/common-surfaces.ts';
import type { AccessMatrix, Opening } from './access/counted-cell.ts';
import type { DeadSessions } from './sessions/dead-sessions.ts';
import type { PublicPlaces } from './signs/doubtful-tokens.ts';
import type { ListsBeforeRun } from './surfaces/lists-before-run.ts';
import type { GrantedSurfaces } from './surfaces/granted-surfaces.ts';
import type { UniqueValueFields } from './signs/unique-value-fields.ts';
import type { MediaOwners } from './media/media-digests.ts';
import type { OwnTallies } from './sessions/own-tallies.ts';
import type { OwnFields } from './signs/row-claims.ts';
import type { ToldPlaces } from './signs/told-rows.ts';
import type { Controls } from './sessions/pairing.ts';
import type { Placeholders } from './surfaces/placeholders.ts';
import type { PublicSurfaces } from './surfaces/public-surfaces.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';
import type { Weighing } from './weighing.ts';

/** Evidence with its attempts looked up, and what all of them together say: what weighing one of them needs. */
export type IndexedEvidence = Evidence & {
  /** In the order of time. */
  attempts: readonly ResolvedAttempt[];
  controls: Controls;
  media: MediaOwners;
  placeholders: Placeholders;
  /** Where unique values need no second sign. */
  uniqueValueFields: UniqueValueFields;
  /** Where tokens stand that everybody may see. */
  publicPlaces: PublicPlaces;
  /** Imported surfaces that show everybody the same. */
  publicSurfaces: PublicSurfaces;
  /** Surfaces that show every account the same, as far as can be told. */
  commonSurfaces: CommonSurfaces;
  /** Media that is nobody's. */
  commonMedia: CommonMedia;
  /** Where owners were shown something of their own. */
  granted: GrantedSurfaces;
  /** Ids of lists that were empty to all who asked. */
  emptyLists: ReadonlySet<string>;
  /** Who wrote to which thing of another's: see `writerKey`. */
  writers: ReadonlySet<string>;
  /** What accounts had before the run. */
  listsBeforeRun: ListsBeforeRun;
  /** Where answers that are not described as lists held rows. */
  toldPlaces: ToldPlaces;
  /** In which fields rows of own lists hold ids of their viewer. */
  ownFields: OwnFields;
  /** How owners fared with their own. */
  own: OwnTallies;
  dead: DeadSessions;
  /** Attempts that were unclear, of which a repetition came out clearly. */
  cleared: ReadonlySet<string>;
  /** The phase whose release is judged: after the update, or the only one there is. */
  phase: Phase;
  /** When the last thing was recorded. */
  end: number;
  /** Accounts that are expected to have tried everything: the sweep's, but those that were made to look again. */
  swept: readonly LedgerAccount[];
};

/** What every invariant is given: evidence whose attempts have been weighed. `examine` makes it. */
export type ExaminedEvidence = IndexedEvidence & {
  /** What became of each attempt, in the order of the attempts: see `weighingOf`. */
  weighings: readonly Weighing[];
  /** Who got what before and after the update. */
  access: AccessMatrix;
  /** What of it the update opened. */
  openings: readonly Opening[];
};
