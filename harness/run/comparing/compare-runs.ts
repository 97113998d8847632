import { compareText } from '../../domain/in-order.ts';
import type { Plan } from '../../domain/plan.ts';
import type { InvariantVerdict, Verdict, Violation } from '../../domain/verdict.ts';
import { lookAgain } from './look-again.ts';

/** A run as its folder tells it. */
export type JudgedRun = { folder: string; plan: Plan; verdict: Verdict };

/** A fault, by its `finding`: seen in other kinds of account, or by another seed, it is the same. */
export type Fault = {
  finding: string;
  invariant: string;
  surface: string;
  kind: Violation['kind'];
  /** Ids of the violations. Of one that both runs saw: those of the second. */
  ids: readonly string[];
  /** The definition admits it (of one that both runs saw: in the second). */
  accepted: boolean;
};

/** What is told of each of the two runs. */
export type ComparedRun = {
  name: string;
  deployment: string;
  release: string | null;
  releaseBefore: string | null;
  startedAt: string;
  verdict: Verdict['verdict'];
  scope: Verdict['scope'];
  parts: readonly string[];
  seed: number;
  /** Why it is inconclusive: how many reasons there are. */
  reasons: number;
  /** Entries of `accept` that had not expired. */
  admitted: number;
  coverage: Pick<
    Verdict['coverage'],
    | 'accounts'
    | 'sweptAccounts'
    | 'surfaces'
    | 'attempts'
    | 'strength'
    | 'cohortTuples'
    | 'cohortPairs'
  > & { unreachedSurfaces: number; fieldsWithoutToken: number; cut: number };
  residualRisk: Verdict['residualRisk'];
};

/** Two runs side by side: what `chaperone compare --json` prints. */
export type Comparison = {
  schema: 1;
  runs: readonly [ComparedRun, ComparedRun];
  /** In the order in which they are judged. Null: that run did not judge it. */
  invariants: readonly { id: string; verdicts: readonly (InvariantVerdict | null)[] }[];
  violations: {
    /** Seen by the second run alone. */
    new: readonly Fault[];
    /** Seen by the first run alone, and the second looked again: by the rule that tells what is fixed since a baseline. */
    gone: readonly Fault[];
    /** Seen by the first run alone, and not looked at again by the second, or not clearly. */
    notJudged: readonly Fault[];
    persisting: readonly Fault[];
  };
  /** Ids of surfaces that only the second, or only the first run had. */
  surfaces: { new: readonly string[]; gone: readonly string[]; common: number };
};

/**
 * Compares two judged runs, the earlier first. Where the second does not show a fault of the first, their histories are
 * read: only they tell whether it looked again.
 */
export async function compareRuns(first: JudgedRun, second: JudgedRun): Promise<Comparison> {
  const [before, after] = [faultsOf(first), faultsOf(second)];
  const lost = [...before.values()].filter(({ finding }) => !after.has(finding));
  const again = lost.length === 0 ? null : await lookAgain(first.folder, second.folder);
  const isSeen = ({ finding }: Fault) => after.has(finding) || again?.seen.has(finding) === true;
  const isClean = ({ finding }: Fault) => again?.clean.has(finding) === true;
  const [had, has] = [surfacesOf(first), surfacesOf(second)];
  return {
    schema: 1,
    runs: [runOf(first), runOf(second)],
    invariants: [
      ...new Set([second, first].flatMap(({ verdict }) => verdict.invariants.map(({ id }) => id))),
    ].map((id) => ({ id, verdicts: [first, second].map((run) => verdictOf(run, id)) })),
    violations: {
      new: [...after.values()].filter(({ finding }) => !before.has(finding)),
      gone: lost.filter(isClean),
      notJudged: lost.filter((fault) => !isClean(fault) && !isSeen(fault)),
      persisting: [
        ...[...after.values()].filter(({ finding }) => before.has(finding)),
        ...lost.filter(isSeen),
      ],
    },
    surfaces: {
      new: [...has].filter((id) => !had.has(id)).sort(compareText),
      gone: [...had].filter((id) => !has.has(id)).sort(compareText),
      common: [...has].filter((id) => had.has(id)).length,
    },
  };
}

function faultsOf({ verdict }: JudgedRun): Map<string, Fault> {
  const faults = new Map<string, Fault>();
  for (const [accepted, violations] of [
    [true, verdict.acceptedViolations],
    [false, verdict.violations],
  ] as const) {
    for (const { id, finding, invariant, surface, kind } of violations) {
      const ids = [...(faults.get(finding)?.ids ?? []), id].sort(compareText);
      faults.set(finding, { finding, invariant, surface, kind, ids, accepted });
    }
  }
  return faults;
}

function verdictOf({ verdict }: JudgedRun, invariant: string): InvariantVerdict | null {
  return verdict.invariants.find(({ id }) => id === invariant)?.verdict ?? null;
}

function surfacesOf({ plan }: JudgedRun): ReadonlySet<string> {
  return new Set(plan.surfaces.map(({ id }) => id));
}

function runOf({ plan, verdict }: JudgedRun): ComparedRun {
  const { coverage } = verdict;
  return {
    name: plan.name,
    deployment: verdict.deployment,
    release: verdict.release,
    releaseBefore: verdict.releaseBefore,
    startedAt: verdict.startedAt,
    verdict: verdict.verdict,
    scope: verdict.scope,
    parts: plan.parts,
    seed: verdict.seed,
    reasons: verdict.reasons.length,
    admitted: verdict.accepted.filter(({ expired }) => !expired).length,
    coverage: {
      accounts: coverage.accounts,
      sweptAccounts: coverage.sweptAccounts,
      surfaces: coverage.surfaces,
      attempts: coverage.attempts,
      strength: coverage.strength,
      cohortTuples: coverage.cohortTuples,
      cohortPairs: coverage.cohortPairs,
      unreachedSurfaces: coverage.unreachedSurfaces.length,
      fieldsWithoutToken: coverage.fieldsWithoutToken.length,
      cut: coverage.probes.reduce((sum, { cut }) => sum + cut, 0),
    },
    residualRisk: verdict.residualRisk,
  };
}
