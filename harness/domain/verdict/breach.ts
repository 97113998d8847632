import type { AccountId } from '../accounts/account.ts';
import type { Attempt, Item } from '../attempts/attempt.ts';
import type { Sighting } from '../attempts/sighting.ts';
import type { Violation, ViolationKind } from './verdict.ts';

/** One sighting (or lack) that breaks an invariant, with all that it was found by, before equal ones are counted together. */
export type Breach = {
  kind: ViolationKind;
  attempt: Attempt;
  /** Null: an owner whom this run does not know. */
  owner: AccountId | null;
  /** What was seen or is missing, in words, and where; null where the attempt as a whole is the fault. */
  sighting: Violation['sighting'];
  /** The recorded sighting that shows it; null where a row, media or a lack does. */
  recorded: Sighting | null;
  /** The row of a list that it stands in; null outside of rows. */
  item: Item | null;
};
