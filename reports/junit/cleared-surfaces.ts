import type { InvariantId } from '../../harness/domain/verdict/invariant.ts';
import type { Gives } from '../../harness/domain/surfaces/surface.ts';
import type { InvariantResult } from '../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../input.ts';

/** Invariants of which a run tells on which surfaces they were judged: those that give this. */
const judged: Readonly<Partial<Record<string, readonly Gives[]>>> = {
  'no-foreign-listing': ['list', 'figure'],
  'no-foreign-reading': ['read'],
  'no-foreign-streaming': ['stream'],
} satisfies Partial<Record<InvariantId, readonly Gives[]>>;

/**
 * The surfaces on which an invariant holds: those of the plan that it judges, where somebody's attempts came out clearly
 * and nothing was found or admitted. None at all where anything is in doubt, because reasons do not say of which
 * surfaces; and none of the other invariants, because not everything ends, say, on each surface.
 */
export function clearedSurfaces(input: ReportInput, result: InvariantResult): string[] {
  const { verdict, plan, tried, reasonsByInvariant } = input;
  const isDoubtful =
    result.verdict === 'inconclusive' || (reasonsByInvariant[result.id] ?? []).length > 0;
  const kinds = judged[result.id];
  if (
    kinds === undefined ||
    isDoubtful ||
    result.verdict === 'inapplicable' ||
    result.attempts === 0
  )
    return [];
  const clear = new Set(
    tried
      .filter(({ viewers }) => viewers.values().some((isClear) => isClear))
      .map(({ surface }) => surface),
  );
  const notCleared = new Set([
    ...verdict.coverage.unreachedSurfaces,
    ...verdict.accepted.map(({ surface }) => surface),
    ...verdict.violations
      .filter(({ invariant }) => invariant === result.id)
      .map(({ surface }) => surface),
  ]);
  return plan.surfaces
    .filter(({ gives, unattributed }) => kinds.includes(gives) && unattributed === undefined)
    .map(({ id }) => id)
    .filter((id) => clear.has(id) && !notCleared.has(id));
}
