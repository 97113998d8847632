import type { AccountId } from '../accounts/account.ts';
import type { Attempt, SessionState } from '../attempts/attempt.ts';
import type { Breach } from './breach.ts';
import type { FactOf } from '../ledger/fact.ts';
import type { Phase } from '../phase.ts';
import type { Violation } from './verdict.ts';

/** A violation with its evidence: what was folded into it, and the sequence that shows it again. */
export type Case = {
  violation: Violation;
  /** Its `finding`, and those that it would have if another of its breaches had been the earliest. */
  findings: ReadonlySet<string>;
  /** The earliest breach: it stands for all in reports, and scripts repeat it. */
  lead: Breach;
  /** The first attempts that showed it, in the order in which they were made; the lead's is the first. */
  attempts: readonly Attempt[];
  /** All ways in which it was seen. */
  ways: readonly Way[];
  /** Who received data or credentials of whom. Nobody stands there for having received their own. */
  received: readonly Received[];
  /** The shortest sequence that showed it; null where nobody looked for one. */
  reproduction: FactOf<'reproduction'> | null;
};

/** How attempts were made that showed a fault, and on which side of the update. */
export type Way = {
  /** Null: none made them. */
  probe: string | null;
  /** They asked for a certain thing. Else: for a list, or whatever is the viewer's own. */
  ofThing: boolean;
  variant: string;
  sessionState: SessionState;
  side: Phase;
};

/** A viewer with the owners of what they received; null among these: people whom this run does not know. */
export type Received = {
  viewer: AccountId;
  owners: readonly (AccountId | null)[];
  /** Of these, those that stood only within what others had made since the update; and who had made it. */
  within: ReadonlyMap<AccountId | null, ReadonlySet<AccountId>>;
};
