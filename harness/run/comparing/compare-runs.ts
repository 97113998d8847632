import type { Changes } from '../../domain/verdict/changes.ts';
import type { InvariantVerdict, Verdict } from '../../domain/verdict/verdict.ts';
import {
  changesSince,
  type JudgedRunWithFolder,
  type JudgedRun,
  seenBy,
  verdictOf,
} from './changes-since.ts';
import { lookAgain } from './look-again.ts';

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
export type Comparison = Changes & {
  schema: 1;
  runs: readonly [ComparedRun, ComparedRun];
  /** In the order in which they are judged. Null: that run did not judge it. */
  invariants: readonly { id: string; verdicts: readonly (InvariantVerdict | null)[] }[];
};

/**
 * Compares two judged runs, the earlier first. Where the second does not show a fault of the first, their histories are
 * read: only they tell whether it looked again.
 */
export async function compareRuns(
  first: JudgedRunWithFolder,
  second: JudgedRunWithFolder,
): Promise<Comparison> {
  const seen = seenBy(first);
  const isLess = changesSince(seen, second, null).violations.notJudged.length > 0;
  const again = isLess ? await lookAgain(first.folder, second.folder) : null;
  return {
    schema: 1,
    runs: [runOf(first), runOf(second)],
    invariants: [
      ...new Set([second, first].flatMap(({ verdict }) => verdict.invariants.map(({ id }) => id))),
    ].map((id) => ({ id, verdicts: [first, second].map((run) => verdictOf(run, id)) })),
    ...changesSince(seen, second, again),
  };
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
