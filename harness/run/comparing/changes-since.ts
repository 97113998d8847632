import type { Changes, Fault, LookedAgain, Seen } from '../../domain/verdict/changes.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Plan } from '../../domain/plan.ts';
import type { InvariantVerdict, Verdict } from '../../domain/verdict/verdict.ts';

/** A run as its folder tells it. */
export type JudgedRun = { plan: Plan; verdict: Verdict };

/** A judged run, and where it lies. */
export type JudgedRunWithFolder = JudgedRun & { folder: string };

/** What a later run is compared with. */
export function seenBy(run: JudgedRun): Seen {
  return { surfaces: [...surfacesOf(run)], faults: [...faultsOf(run).values()] };
}

/**
 * Compares what an earlier run saw with a later run.
 * @param again what their histories tell of faults that the later run does not show. Null: they were not read
 */
export function changesSince(first: Seen, second: JudgedRun, again: LookedAgain | null): Changes {
  const before = new Set(first.faults.map(({ finding }) => finding));
  const after = faultsOf(second);
  const lost = first.faults.filter(({ finding }) => !after.has(finding));
  const isSeen = ({ finding }: Fault) => again?.seen.has(finding) === true;
  const isClean = ({ finding }: Fault) => again?.clean.has(finding) === true;
  const [had, has] = [new Set(first.surfaces), surfacesOf(second)];
  return {
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
    for (const { id, finding, invariant, surface, kind, ...seen } of violations) {
      const { sighting, probe, variant } = seen;
      const known = faults.get(finding);
      const ids = [...(known?.ids ?? []), id].sort(compareText);
      const { what = null, where = null } = sighting ?? {};
      const example = known?.example ?? { what, where, probe, variant };
      faults.set(finding, { finding, invariant, surface, kind, ids, accepted, example });
    }
  }
  return faults;
}

/** What a run says of an invariant. Null: it did not judge it. */
export function verdictOf({ verdict }: JudgedRun, invariant: string): InvariantVerdict | null {
  return verdict.invariants.find(({ id }) => id === invariant)?.verdict ?? null;
}

function surfacesOf({ plan }: JudgedRun): ReadonlySet<string> {
  return new Set(plan.surfaces.map(({ id }) => id));
}
