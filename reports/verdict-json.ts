import type { Verdict, Violation } from '../harness/domain/verdict.ts';

function violationFields(violation: Violation): Violation {
  const { id, count, kind, invariant, viewer, owner, surface, phase, channel } = violation;
  const { sighting, repro } = violation;
  return { id, count, kind, invariant, viewer, owner, surface, phase, channel, sighting, repro };
}

/**
 * verdict.json: exactly the interface, its keys always in the same order, whatever order (and whatever
 * else) the value was made with.
 */
export function verdictJson(verdict: Verdict): string {
  const fields: Verdict = {
    schema: verdict.schema,
    deployment: verdict.deployment,
    release: verdict.release,
    releaseBefore: verdict.releaseBefore,
    seed: verdict.seed,
    startedAt: verdict.startedAt,
    durationMs: verdict.durationMs,
    verdict: verdict.verdict,
    reasons: verdict.reasons,
    accepted: verdict.accepted,
    invariants: verdict.invariants,
    violations: verdict.violations.map(violationFields),
    coverage: verdict.coverage,
    residualRisk: verdict.residualRisk,
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}
