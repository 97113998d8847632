import type { AccountId, Cohort } from '../../domain/account.ts';
import { rowsOfList } from '../../domain/attempt.ts';
import { compareText } from '../../domain/in-order.ts';
import type { LedgerAccount } from '../../domain/ledger.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { kindOf } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isAlive, isOwnersGrant, isPaired } from '../evidence/pairing.ts';
import { isUnreached, whyUnreached } from '../evidence/reach.ts';
import { passedOver } from './passed-over.ts';
import { probeResults } from './probes.ts';
import { remember } from '../evidence/remember.ts';
import { datalessOperations } from './drift.ts';
import { weighingOf } from '../evidence/weighing.ts';

/**
 * What of all that could have been tried was tried.
 * @param breached surfaces with a violation: these were judged, whatever else is not known of them
 */
export function coverageOf(
  evidence: ExaminedEvidence,
  breached: ReadonlySet<string>,
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
    cohortPairs: cohortPairs(evidence),
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

/**
 * Combinations of one level of the viewer's and one of the owner's: those that a clear attempt of the judged
 * phase has, of those that two different accounts of the sweep could have.
 */
function cohortPairs(evidence: ExaminedEvidence): { covered: number; total: number } {
  const { attempts, ledger, controls, phase, swept } = evidence;
  const viewers = membersByLevel(swept);
  const owners = membersByLevel(swept.filter(({ id }) => ledger.thingsOf.has(id)));
  const possible = new Set<string>();
  for (const [viewerLevel, seeing] of viewers) {
    for (const [ownerLevel, owning] of owners) {
      const isOne =
        seeing.size === 1 && owning.size === 1 && [...seeing].every((id) => owning.has(id));
      if (!isOne) possible.add(keyOf(viewerLevel, ownerLevel));
    }
  }
  const covered = new Set<string>();
  const coveredKinds = new Set<string>();
  const kind = remember((account: AccountId) => kindOf(ledger, account));
  for (const resolved of attempts) {
    const { attempt, asked, state, addressed } = resolved;
    if (attempt.phase !== phase || asked !== 'foreign' || state !== 'open' || !addressed) continue;
    if (attempt.shrinking !== undefined || attempt.outcome === 'unclear') continue;
    const viewer = ledger.accounts.get(attempt.viewer);
    const owner = ledger.accounts.get(resolved.owner ?? '');
    if (viewer === undefined || owner === undefined) continue;
    const kinds = keyOf(kind(viewer.id), kind(owner.id));
    if (coveredKinds.has(kinds)) continue;
    const { standing } = weighingOf(evidence, resolved);
    const isClear =
      standing === 'refused'
        ? isPaired(controls, resolved) && isAlive(evidence, resolved)
        : standing === 'leaked' || standing === 'harmless';
    if (!isClear) continue;
    coveredKinds.add(kinds);
    for (const seen of levelsOf(viewer.cohort))
      for (const own of levelsOf(owner.cohort)) covered.add(keyOf(seen, own));
  }
  return { covered: [...covered].filter((key) => possible.has(key)).length, total: possible.size };
}

function membersByLevel(accounts: readonly LedgerAccount[]): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>();
  for (const { id, cohort } of accounts) {
    for (const level of levelsOf(cohort))
      members.set(level, (members.get(level) ?? new Set()).add(id));
  }
  return members;
}

function levelsOf(cohort: Cohort): string[] {
  return Object.entries(cohort).map(([factor, level]) => keyOf(factor, level));
}
