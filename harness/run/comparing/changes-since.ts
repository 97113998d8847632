import type { Changes, Fault, Seen } from '../../domain/changes.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Plan } from '../../domain/plan.ts';
import type { InvariantVerdict, Verdict } from '../../domain/verdict.ts';

/** A run as its folder tells it. */
export type JudgedRun = { plan: Plan; verdict: Verdict };

/** What a later run is compared with. */
export function seenBy(run: JudgedRun): Seen {
  return { surfaces: [...surfacesOf(run)], faults: [...faultsOf(run).values()] };
}

/** Compares what an earlier run saw with a later run. */
export function changesSince(first: Seen, second: JudgedRun): Changes {
  const before = new Set(first.faults.map(({ finding }) => finding));
  const after = faultsOf(second);
  const lost = first.faults.filter(({ finding }) => !after.has(finding));
  const couldSee = (fault: Fault) => judges(second, fault);
  const [had, has] = [new Set(first.surfaces), surfacesOf(second)];
  return {
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

/** What a run says of an invariant. Null: it did not judge it. */
export function verdictOf({ verdict }: JudgedRun, invariant: string): InvariantVerdict | null {
  return verdict.invariants.find(({ id }) => id === invariant)?.verdict ?? null;
}

function surfacesOf({ plan }: JudgedRun): ReadonlySet<string> {
  return new Set(plan.surfaces.map(({ id }) => id));
}
