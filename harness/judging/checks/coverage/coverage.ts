import { rowsOfList } from '../../../domain/attempts/attempt.ts';
import { compareText } from '../../../domain/in-order.ts';
import type { Verdict } from '../../../domain/verdict/verdict.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { isOwnersGrant } from '../../evidence/sessions/pairing.ts';
import { isUnreached, whyUnreached } from '../../evidence/surfaces/reach.ts';
import { countPairs, type LevelPairs } from './level-pairs.ts';
import { passedOver } from './passed-over.ts';
import { probeResults } from './probes.ts';
import { datalessOperations } from '../drift.ts';

/**
 * What of all that could have been tried was tried.
 * @param levels of viewers and owners that met
 * @param breached surfaces with a violation: these were judged, whatever else is not known of them
 */
export function coverageOf(
  evidence: ExaminedEvidence,
  breached: ReadonlySet<string>,
  levels: LevelPairs,
): Verdict['coverage'] {
  const { plan, history, ledger, commonSurfaces } = evidence;
  const isJudged = (id: string) =>
    breached.has(id) || commonSurfaces.changed.has(id) || commonSurfaces.replaced.has(id);
  const unmarked = history.facts
    .filter((fact) => fact.fact === 'unmarked-field')
    .map(({ surface, where }) => `${surface} ${where.replace(/\[\d+\]/g, '[]')}`);
  const unreached = [
    ...(plan.unreached ?? []),
    ...datalessOperations(evidence),
    ...plan.surfaces
      .filter((surface) => isUnreached(evidence, surface))
      .map((surface) => ({ id: surface.id, why: whyUnreached(evidence, surface) })),
  ]
    .filter(({ id }) => !isJudged(id))
    .sort((one, other) => compareText(one.id, other.id));
  return {
    accounts: ledger.accounts.size,
    sweptAccounts: evidence.swept.length,
    surfaces: plan.surfaces.length,
    attempts: history.attempts.filter(({ shrinking }) => shrinking === undefined).length,
    strength: plan.strength,
    cohortTuples: plan.cohortTuples,
    cohortPairs: countPairs(levels),
    unreachedSurfaces: unreached.map(({ id }) => id),
    whyUnreached: Object.fromEntries(unreached.map(({ id, why }) => [id, why])),
    looksCommon: unreached.map(({ id }) => id).filter((id) => commonSurfaces.surfaces.has(id)),
    fieldsWithoutToken: [...new Set(unmarked)].sort(compareText),
    listsWithoutRows: listsWithoutRows(evidence),
    passedOver: passedOver(evidence),
    late: cutByTime(evidence),
    probes: probeResults(evidence),
    releaseAsked: releaseAsked(evidence),
  };
}

function cutByTime({ history: { facts } }: ExaminedEvidence): Verdict['coverage']['late'] {
  const sums = new Map<string, number>();
  for (const fact of facts) {
    if (fact.fact !== 'probed') continue;
    for (const [surface, attempts] of Object.entries(fact.late ?? {}))
      sums.set(surface, (sums.get(surface) ?? 0) + attempts);
  }
  return [...sums]
    .map(([surface, attempts]) => ({ surface, attempts }))
    .sort((a, b) => b.attempts - a.attempts || compareText(a.surface, b.surface));
}

/** Whether all releases came from the deployment; one that a definition makes up, or remembers, says nothing of what ran. */
function releaseAsked({ history: { facts } }: ExaminedEvidence): boolean | null {
  const noted = facts.flatMap((fact) =>
    fact.fact === 'release-read' && fact.release !== null ? [fact.asked] : [],
  );
  if (noted.includes(false)) return false;
  return noted.length === 0 || noted.includes(undefined) ? null : true;
}

function listsWithoutRows({ attempts }: ExaminedEvidence): string[] {
  const rowless = attempts.filter(
    (resolved) =>
      resolved.surface.gives === 'list' &&
      resolved.surface.unattributed === undefined &&
      isOwnersGrant(resolved) &&
      rowsOfList(resolved.attempt) === null,
  );
  return [...new Set(rowless.map(({ surface }) => surface.id))].sort(compareText);
}

/** Patients of the sweep who were shown something of their own in the judged phase. */
export function judgedPatients({ attempts, swept, phase }: ExaminedEvidence): number {
  const shown = new Set(
    attempts
      .filter((resolved) => isOwnersGrant(resolved) && resolved.attempt.phase === phase)
      .map(({ attempt }) => attempt.viewer),
  );
  return swept.filter(({ id, role }) => role === 'patient' && shown.has(id)).length;
}
