import { compareText } from '../../domain/in-order.ts';
import type { Plan } from '../../domain/plan.ts';
import type { InvariantVerdict, Verdict, Violation } from '../../domain/verdict.ts';

/** A run as its folder tells it. */
export type JudgedRun = { plan: Plan; verdict: Verdict };

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
    /** Seen by the first run alone, while the second judged its surface and its invariant. */
    gone: readonly Fault[];
    /** Seen by the first run, and the second could not have seen it. */
    notJudged: readonly Fault[];
    persisting: readonly Fault[];
  };
  /** Ids of surfaces that only the second, or only the first run had. */
  surfaces: { new: readonly string[]; gone: readonly string[]; common: number };
};

/** Compares two judged runs, the earlier first. */
export function compareRuns(first: JudgedRun, second: JudgedRun): Comparison {
  const [before, after] = [faultsOf(first), faultsOf(second)];
  const lost = [...before.values()].filter(({ finding }) => !after.has(finding));
  const couldSee = (fault: Fault) => judges(second, fault);
  const [had, has] = [surfacesOf(first), surfacesOf(second)];
  return {
    schema: 1,
    runs: [runOf(first), runOf(second)],
    invariants: [
      ...new Set([second, first].flatMap(({ verdict }) => verdict.invariants.map(({ id }) => id))),
    ].map((id) => ({ id, verdicts: [first, second].map((run) => verdictOf(run, id)) })),
    violations: {
      new: [...after.values()].filter(({ finding }) => !before.has(finding)),
      gone: lost.filter(couldSee),
      notJudged: lost.filter((fault) => !couldSee(fault)),
      persisting: [...after.values()].filter(({ finding }) => before.has(finding)),
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

/** Whether a run could have seen a fault: silence of one that could not says nothing. */
function judges(run: JudgedRun, { invariant, surface }: Fault): boolean {
  const { coverage } = run.verdict;
  const word = verdictOf(run, invariant);
  return (
    (word === 'holds' || word === 'violated') &&
    surfacesOf(run).has(surface) &&
    !coverage.unreachedSurfaces.includes(surface)
  );
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
