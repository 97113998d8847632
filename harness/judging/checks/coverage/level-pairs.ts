import type { AccountId, Cohort } from '../../../domain/accounts/account.ts';
import type { LedgerAccount } from '../../../domain/ledger/ledger.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { kindOf } from '../../evidence/gap.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isAlive, isPaired } from '../../evidence/sessions/pairing.ts';
import { remember } from '../../evidence/remember.ts';
import { weighingOf } from '../../evidence/weighing.ts';

/** Pairs of a viewer's and an owner's level, by key. */
export type LevelPairs = {
  /** Each level as `factor=level`. */
  possible: ReadonlyMap<string, readonly [string, string]>;
  /** Keys of those that were covered; of what was not possible, too. */
  covered: ReadonlySet<string>;
};

/** How many of the possible pairs were covered. */
export function countPairs({ possible, covered }: LevelPairs): { covered: number; total: number } {
  return {
    covered: [...covered].filter((key) => possible.has(key)).length,
    total: possible.size,
  };
}

/**
 * Combinations of one level of the viewer's and one of the owner's: those that a clear attempt of the judged
 * phase has, of those that two different accounts of the sweep could have.
 */
export function levelPairs(evidence: ExaminedEvidence): LevelPairs {
  const { attempts, ledger, controls, phase, swept } = evidence;
  const viewers = membersByLevel(swept);
  const owners = membersByLevel(swept.filter(({ id }) => ledger.thingsOf.has(id)));
  const possible = new Map<string, readonly [string, string]>();
  for (const [viewerLevel, seeing] of viewers) {
    for (const [ownerLevel, owning] of owners) {
      const isOne =
        seeing.size === 1 && owning.size === 1 && [...seeing].every((id) => owning.has(id));
      if (!isOne) possible.set(keyOf(viewerLevel, ownerLevel), [viewerLevel, ownerLevel]);
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
  return { possible, covered };
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
  return Object.entries(cohort).map(([factor, level]) => `${factor}=${level}`);
}
