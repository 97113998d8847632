import type { AccountId, Cohort } from './account.ts';
import type { Channel } from './attempt.ts';
import type { Phase } from './phase.ts';
import type { Acceptance } from './plan.ts';

/** The verdicts that a run can have, the worst first. */
export const runVerdicts = ['violated', 'inconclusive', 'holds'] as const;

export type RunVerdict = (typeof runVerdicts)[number];

/** `violated` > `inconclusive` > `holds` > `inapplicable`: the worst wins. */
export const invariantVerdicts = [...runVerdicts, 'inapplicable'] as const;

export type InvariantVerdict = (typeof invariantVerdicts)[number];

/** What violations are, the gravest first; see `ViolationKind`. */
export const violationKinds = [
  'leak',
  'exposure',
  'tamper',
  'lockout',
  'disturbance',
  'weakness',
] as const;

/** `leak` data, `exposure` a credential, `tamper`, `lockout` (or loss), `disturbance`, `weakness`. */
export type ViolationKind = (typeof violationKinds)[number];

export type Party = { account: AccountId; cohort: Cohort };

/** One fault, seen `count` times. Part of verdict.json, an interface that others parse. */
export type Violation = {
  /** Hash of invariant, surface, both cohorts and the path without indices: the same fault, the same id in the next run. */
  id: string;
  count: number;
  kind: ViolationKind;
  invariant: string;
  viewer: Party;
  /** Null: belongs to nobody that this run seeded. */
  owner: Party | null;
  surface: string;
  phase: Phase;
  channel: Channel;
  sighting: { what: string; where: string; encoding: string } | null;
  /** Path of the script in the run folder that shows it again; null where there is none. */
  repro: string | null;
};

export type InvariantResult = {
  id: string;
  verdict: InvariantVerdict;
  attempts: number;
  /** Owners' grants: the positive control. */
  granted: number;
  violations: number;
};

/** verdict.json. */
export type Verdict = {
  schema: 1;
  deployment: string;
  /** After the update. Null: unreadable. */
  release: string | null;
  releaseBefore: string | null;
  seed: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  verdict: RunVerdict;
  /** Why it is inconclusive, in words. */
  reasons: readonly string[];
  accepted: readonly (Acceptance & { expired: boolean })[];
  invariants: readonly InvariantResult[];
  violations: readonly Violation[];
  coverage: {
    accounts: number;
    surfaces: number;
    attempts: number;
    strength: number;
    cohortTuples: { covered: number; total: number };
    cohortPairs: { covered: number; total: number };
    /** What was imported and not judged. */
    unreachedSurfaces: readonly string[];
    /** Why, in words, by surface. */
    whyUnreached: Readonly<Record<string, string>>;
    fieldsWithoutToken: readonly string[];
    /** Lists on pages whose rows nobody told how to find: a row of somebody unknown is not seen there. */
    listsWithoutRows: readonly string[];
  };
  /** Null unless it holds. `upper95`: at most this share of accounts is affected (95 %), if spread at random. */
  residualRisk: { accounts: number; upper95: number } | null;
};

/** The worst of several verdicts; none at all, or all inapplicable, is inconclusive. */
export function worst(verdicts: readonly InvariantVerdict[]): RunVerdict {
  return runVerdicts.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive';
}

/** Exit codes of `verify` and `judge` by verdict. 2 is usage or configuration, 4 an internal error. */
export const exitCodes = { holds: 0, violated: 1, inconclusive: 3 } as const satisfies Record<
  RunVerdict,
  number
>;
