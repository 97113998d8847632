import type { AccessCell } from '../harness/domain/verdict/access.ts';
import type { AccountId, Cohort } from '../harness/domain/accounts/account.ts';
import type { Attempt } from '../harness/domain/attempts/attempt.ts';
import type { Case } from '../harness/domain/verdict/case.ts';
import type { EarlierTold } from '../harness/domain/verdict/earlier-runs.ts';
import type { InvariantInfo } from '../harness/domain/verdict/invariant.ts';
import type { Ledger } from '../harness/domain/ledger/ledger.ts';
import type { Plan } from '../harness/domain/plan.ts';
import type { RunCoverage } from '../harness/domain/verdict/run-coverage.ts';
import type { TokenContent } from '../harness/domain/attempts/sighting.ts';
import type { SurfaceUse } from '../harness/domain/verdict/surface-use.ts';
import type { Verdict } from '../harness/domain/verdict/verdict.ts';

/** All that the reports of a run are made from: plain data, so that they can be written again later. */
export type ReportInput = {
  plan: Plan;
  verdict: Verdict;
  ledger: Ledger;
  /** What each account is, counting what it did: its cohort, with the levels that its deeds gave it. */
  kinds: ReadonlyMap<AccountId, Cohort>;
  /** The version of Chaperone that judges. Default: nobody says it. */
  version?: string;
  /** What there is to know before the run is signed off. Default: nobody looked. */
  signing?: {
    /** How it is narrower than a whole run, in words. Empty: it is whole. */
    narrowed: readonly string[];
    /** What its deployment did not give to look at, in words: the sign-off states it. Default: there is no limit. */
    limits?: readonly string[];
    /** SHA-256 of what is signed, by its name, but for what is written with the reports. */
    digests: readonly { name: string; sha256: string }[];
  };
  /** The runs before it. Undefined: nobody noted them. Null: what was noted is damaged. */
  earlier?: EarlierTold | null | undefined;
  /** What was tried, surface by surface: those of the plan first. */
  tried: readonly SurfaceUse[];
  /** What the run covered, for coverage.json. */
  covered: Pick<RunCoverage, 'probes' | 'levels'>;
  /** Who got what before and after the update, cell by cell. Default: nobody looked. */
  access?: readonly AccessCell[];
  /** In the order in which they shall stand. */
  invariants: readonly InvariantInfo[];
  /** By invariant: why it is inconclusive or inapplicable. */
  reasonsByInvariant: Readonly<Record<string, readonly string[]>>;
  /** One a violation, in the verdict's order. */
  cases: readonly Case[];
  /** The attempts of whose answers a shape was kept, in the order of the history. Default: none. */
  shaped?: readonly Attempt[];
  /** One a violation that the definition admits, in the verdict's order. */
  acceptedCases: readonly Case[];
  /** Pictures of pages as `data:` addresses, by the names that attempts have. Default: there are none. */
  pictures?: ReadonlyMap<string, string>;
  /** How a token is written; what a script looks for. */
  tokenText(content: TokenContent): string;
  /** Values that only this account of the run was given (phone and NHS numbers), as services write them. */
  uniqueValues(accountNumber: number): readonly string[];
};
