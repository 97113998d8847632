import type { ReportInput } from '../input.ts';
import { count, enumerate, number } from './counting.ts';
import type { Story } from './violations/stories.ts';

/** Of one sort, so many surfaces are named. */
const mostNamed = 10;

/** How the run differs from its baseline, in sentences; none where there was no baseline. */
export function baselineWords({ verdict }: ReportInput): string[] {
  const { baseline } = verdict;
  if (baseline === null) return [];
  const { fixed, notLookedAt, newSurfaces } = baseline;
  const findings = new Map(verdict.violations.map(({ id, finding }) => [id, finding]));
  // A baseline holds faults, so that all is counted by them.
  const faultsOf = (ids: readonly string[]) =>
    new Set(ids.flatMap((id) => findings.get(id) ?? [])).size;
  const [added, persisting] = [faultsOf(baseline.new), faultsOf(baseline.persisting)];
  const places = (faults: typeof fixed) =>
    enumerate([...new Set(faults.map(({ surface }) => surface))], mostNamed);
  return [
    `Since the baseline of release ${baseline.release ?? 'unknown'} (${baseline.file}): ${count(added, 'new fault')}, ${number(persisting)} that persist, and ${number(fixed.length)} fixed.`,
    ...(fixed.length === 0
      ? []
      : [`Fixed, as this run looked and saw nothing of it: ${places(fixed)}.`]),
    ...(notLookedAt.length === 0
      ? []
      : [
          `Not seen, but not looked at enough to call it fixed: ${count(notLookedAt.length, 'fault')} on ${places(notLookedAt)}.`,
        ]),
    ...(newSurfaces.length === 0
      ? []
      : [`New, and reviewed by nobody: ${enumerate(newSurfaces, mostNamed)}.`]),
  ];
}

/** `, new since the baseline`, as the end of a sentence about when it was seen; empty where there was no baseline. */
export function sinceWhen({ verdict: { baseline } }: ReportInput, { lead, others }: Story): string {
  if (baseline === null) return '';
  const added = new Set(baseline.new);
  const areNew = [lead, ...others].map(({ violation }) => added.has(violation.id));
  if (areNew.every((isNew) => isNew)) return ', new since the baseline';
  return areNew.includes(true) ? ', in part new since the baseline' : ', as in the baseline';
}
