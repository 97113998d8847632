import type { Baseline, KnownFault } from '../../domain/verdict/baseline.ts';
import type { Case } from '../../domain/verdict/case.ts';
import type { Finding } from '../../domain/verdict/invariant.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Verdict } from '../../domain/verdict/verdict.ts';
import { acceptedSurfaces } from '../evidence/acceptances.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { looksAgain } from './looks-again.ts';

/** What the run came to, as far as a baseline is compared with it. */
export type Outcome = {
  /** One a violation, admitted ones among them. */
  cases: readonly Case[];
  findings: Readonly<Record<string, Finding>>;
  coverage: Verdict['coverage'];
};

/**
 * Tells whether the run looked enough for a fault of the baseline to have seen it: only then is it fixed where it was
 * not seen. In doubt it did not.
 */
export function lookedFor(
  evidence: ExaminedEvidence,
  baseline: Baseline,
  { findings, coverage }: Outcome,
): (fault: KnownFault) => boolean {
  if (isNarrower(evidence, baseline)) return () => false;
  const { plan, end } = evidence;
  const surfaces = new Set(plan.surfaces.map(({ id }) => id));
  const blind = new Set([
    ...coverage.unreachedSurfaces,
    ...coverage.late.map(({ surface }) => surface),
    ...acceptedSurfaces(plan, 'gap', end),
  ]);
  const isLookedAt = lookedAtAgain(evidence);
  return (fault) => {
    const { surface, invariant } = fault;
    const finding = findings[invariant];
    if (finding?.verdict === undefined || finding.verdict === 'inapplicable') return false;
    if (!surfaces.has(surface) || blind.has(surface)) return false;
    const gaps = finding.gaps ?? finding.reasons.map(() => ({ surface: null }));
    if (gaps.some((gap) => gap.surface === null || gap.surface === surface)) return false;
    return isLookedAt(fault) && wasFinished(fault, evidence, baseline, coverage.probes);
  };
}

/** Whether the run had fewer kinds of account, or not all of its sweep: that concerns every fault. */
function isNarrower({ plan, history }: ExaminedEvidence, baseline: Baseline): boolean {
  const { facts, defects } = history;
  if (defects.length > 0) return true;
  if (plan.strength < baseline.strength) return true;
  if (plan.strength === baseline.strength && plan.cohortTuples.covered < baseline.tuples)
    return true;
  return plan.parts.some(
    (part) =>
      !facts.some(
        (fact) => fact.fact === 'part-ended' && fact.part === part && fact.status === 'completed',
      ),
  );
}

/** Tells whether an attempt with a clear outcome looks again for a fault, on each side of the update on which it was seen. */
function lookedAtAgain({ attempts, ledger }: ExaminedEvidence): (fault: KnownFault) => boolean {
  const clear = attempts.filter(
    ({ attempt }) => attempt.outcome !== 'unclear' && attempt.shrinking === undefined,
  );
  const bySurface = Map.groupBy(clear, ({ attempt }) => attempt.surface);
  return (fault) => {
    const { surface, sides = [] } = fault;
    const again = (bySurface.get(surface) ?? []).filter((one) => looksAgain(fault, one, ledger));
    return sides.length > 0 && sides.every((side) => again.some(isOn(side)));
  };
}

function isOn(side: Phase): (resolved: ResolvedAttempt) => boolean {
  return ({ attempt }) => attempt.phase === side;
}

/**
 * Whether what saw the fault came to its end: its probe, which a thorough run had not cut, or all parts and probes if a
 * property or a scenario saw it.
 */
function wasFinished(
  { probe: id }: KnownFault,
  { plan, history }: ExaminedEvidence,
  baseline: Baseline,
  probes: Outcome['coverage']['probes'],
): boolean {
  const wasUnfinished = history.facts.some(
    (fact) =>
      fact.fact === 'probed' && fact.unfinished === true && (id === null || fact.probe === id),
  );
  if (wasUnfinished) return false;
  if (id === null) return baseline.parts.every((part) => plan.parts.some((one) => one === part));
  const probe = probes.find((one) => one.id === id);
  return probe !== undefined && (probe.cut === 0 || baseline.scope !== 'thorough');
}
