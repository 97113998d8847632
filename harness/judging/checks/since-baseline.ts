import type { Baseline } from '../../domain/verdict/baseline.ts';
import type { Case } from '../../domain/verdict/case.ts';
import { covers } from '../../domain/surfaces/covers.ts';
import { compareText } from '../../domain/in-order.ts';
import type { SinceBaseline } from '../../domain/verdict/since-baseline.ts';
import { acceptedSurfaces } from '../evidence/acceptances.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { lookedFor, type Outcome } from './looked-for.ts';

/** So many unreviewed surfaces are named in the reason. */
const mostNamed = 10;

/** Compares the run with its baseline: violations by `finding`, which does not depend on the cohorts. */
export function sinceBaseline(
  evidence: ExaminedEvidence,
  baseline: Baseline | null,
  outcome: Outcome,
): SinceBaseline {
  const { plan } = evidence;
  if (plan.baseline === undefined || baseline === null) return null;
  const known = new Set(baseline.violations.map(({ finding }) => finding));
  const seen = new Set(outcome.cases.flatMap(({ findings }) => [...findings]));
  const isKnown = ({ findings }: Case) => [...findings].some((finding) => known.has(finding));
  const idsWhere = (holds: (item: Case) => boolean) =>
    outcome.cases
      .filter(holds)
      .map(({ violation }) => violation.id)
      .sort(compareText);
  const unseen = baseline.violations.filter(({ finding }) => !seen.has(finding));
  const isLookedFor = lookedFor(evidence, baseline, outcome);
  const told = (faults: Baseline['violations']) =>
    faults.map(({ id, surface, invariant }) => ({ id, surface, invariant }));
  return {
    file: plan.baseline.file,
    deployment: baseline.deployment,
    release: baseline.release,
    new: idsWhere((item) => !isKnown(item)),
    persisting: idsWhere(isKnown),
    fixed: told(unseen.filter(isLookedFor)),
    notLookedAt: told(unseen.filter((fault) => !isLookedFor(fault))),
    newSurfaces: unreviewed(evidence, baseline),
  };
}

/** Why the run is inconclusive by its baseline, in words: nobody has reviewed what is new, or the baseline is gone. */
export function unreviewedReasons(evidence: ExaminedEvidence, baseline: Baseline | null): string[] {
  const { plan } = evidence;
  if (plan.baseline === undefined) return [];
  if (baseline === null)
    return [
      `the baseline ${plan.baseline.file} is not in the run\u2019s folder as the plan names it: it was lost, or changed`,
    ];
  const names = unreviewed(evidence, baseline);
  if (names.length === 0) return [];
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return [
    `new since the baseline ${plan.baseline.file}, and reviewed by nobody: ${names.slice(0, mostNamed).join(', ')}${more} (look at the report, then write the baseline anew with \`chaperone baseline\`)`,
  ];
}

/** Surfaces and operations that the baseline does not have, and that nobody has admitted. */
function unreviewed(evidence: ExaminedEvidence, baseline: Baseline): string[] {
  const { plan, end } = evidence;
  const reviewed = [...baseline.surfaces, ...baseline.operations];
  const known = new Set(reviewed);
  const gaps = new Set(acceptedSurfaces(plan, 'gap', end));
  const uncovered = acceptedSurfaces(plan, 'uncovered', end);
  const surfaces = [...plan.surfaces, ...(plan.unreached ?? [])]
    .map(({ id }) => id)
    .filter((id) => !gaps.has(id));
  const operations = uncoveredNow(evidence).filter(
    (id) => ![...uncovered, ...reviewed].some((one) => covers(one, id)),
  );
  return [...new Set([...surfaces, ...operations])]
    .filter((id) => !known.has(id))
    .sort(compareText);
}

/** Operations of the deployment's own document that no surface covered, in the judged phase. */
export function uncoveredNow({ history, phase }: ExaminedEvidence): string[] {
  const names = history.facts.flatMap((fact) =>
    fact.fact === 'uncovered' && fact.phase === phase ? [fact.surface] : [],
  );
  return [...new Set(names)].sort(compareText);
}
