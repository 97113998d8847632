import type { AccountId } from './account.ts';
import type { Attempt } from './attempt.ts';
import type { History } from './history.ts';
import type { Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { InvariantVerdict, ViolationKind } from './verdict.ts';

/** One sighting (or lack) that breaks an invariant, before equal ones are counted together. */
export type Breach = {
  kind: ViolationKind;
  attempt: Attempt;
  /** Null: an owner whom this run does not know. */
  owner: AccountId | null;
  sighting: { what: string; where: string; encoding: string } | null;
};

/** What an invariant found. */
export type Finding = {
  verdict: InvariantVerdict;
  /** In words: why it is inconclusive or inapplicable. */
  reasons: readonly string[];
  /** Attempts it judged. */
  attempts: number;
  /** Owners' grants among them: the positive control. */
  granted: number;
  breaches: readonly Breach[];
};

/** What every invariant is given. */
export type Evidence = { plan: Plan; history: History; ledger: Ledger };

/** All invariants, in the order in which they are judged and reported. Their rules: `harness/judging/rules/catalogue.ts`. */
export const invariantIds = [
  'no-foreign-listing',
  'no-foreign-reading',
  'no-foreign-streaming',
  'no-foreign-credentials',
  'no-anonymous-access',
  'no-access-after-sign-out',
  'no-access-after-revocation',
  'second-factor-required',
  'own-access',
] as const;

export type InvariantId = (typeof invariantIds)[number];

/** How grave a violation of an invariant is, the gravest first. */
export const severities = ['critical', 'high', 'medium'] as const;

export type Severity = (typeof severities)[number];

/** A rule over history and ledger. One file each in `harness/judging/rules/`, whose name is its id. */
export type Invariant = {
  id: string;
  /** For people, e.g. "Nobody lists another's consultations". */
  title: string;
  severity: Severity;
  /** CWE and OWASP API Security entries. */
  references: readonly string[];
  /** What a violation means and where to look first. */
  help: string;
  judge(evidence: Evidence): Finding;
};
