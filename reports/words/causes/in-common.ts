import type { AccountId, Cohort } from '../../../harness/domain/accounts/account.ts';
import type { Cause } from '../../../harness/domain/verdict/cause.ts';
import type { ReportInput } from '../../input.ts';
import { cohortWords } from './cohort.ts';
import { count } from '../counting.ts';
import { whoSawWhose } from '../violations/seen.ts';
import { anyAccount, leftOpen } from './whom-it-takes.ts';

/** What accounts of a cause have in common, in words. */
export type InCommon = {
  /** How many patients they are. */
  patients: number;
  /** Whether there are others beside the patients: staff, or people who are not signed in. */
  isMixed: boolean;
  /** `region uk, call audio-then-video`: the kind of all of the patients. */
  kind: string;
  /** Who else of that kind looked, and saw nothing; empty where that is not known. */
  others: string;
  /** What the run leaves open of it: see `leftOpen`. */
  open: readonly string[];
};

/**
 * What those have in common who received something by a cause, as the cause has it; of a single patient, the kind. Every
 * report asks here, so that no two say another thing, and none names a kind without those of it who saw nothing.
 * Null: nothing that is no chance.
 */
export function viewersInCommon(input: ReportInput, cause: Cause): InCommon | null {
  const seen = seenBy(input, cause);
  const viewers = new Set(seen.map(({ viewer }) => viewer));
  const patients = [...viewers].filter((id) => isPatient(input, id));
  const levels = levelsOf(input, cause.cohort, patients);
  if (Object.keys(levels).length === 0) return null;
  const alike = cause.sawNothing;
  const others =
    alike === 0
      ? 'No other account of that kind looked'
      : `${count(alike, 'other account')} of that kind looked, and saw nothing of others’`;
  return {
    patients: patients.length,
    isMixed: patients.length < viewers.size,
    kind: cohortWords(levels),
    // Where it was the viewers' own, not all of them are told.
    others: seen.length === 0 ? '' : others,
    open: leftOpen(cause),
  };
}

/**
 * Of a cause whose accounts have nothing in common: the rules that may explain it all the same, or that it may be any account. In sentences
 * without their full stops; none where a kind is told, or those who saw something are no patients.
 */
export function nothingInCommon(input: ReportInput, cause: Cause): readonly string[] {
  const viewers = new Set(seenBy(input, cause).map(({ viewer }) => viewer));
  const isOfPatients = [...viewers].some((id) => isPatient(input, id));
  if (!isOfPatients || viewersInCommon(input, cause) !== null) return [];
  const open = leftOpen(cause);
  const ids = new Set(cause.violations);
  const cases = input.cases.filter(({ violation }) => ids.has(violation.id));
  return open.length > 0 ? open : [anyAccount(cause, cases)];
}

/** What all those patients have in common whose data came by a cause; null: nothing that is no chance. */
export function ownersInCommon(input: ReportInput, cause: Cause): string | null {
  const owners = new Set(seenBy(input, cause).flatMap(({ owner }) => owner ?? []));
  const patients = [...owners].filter((id) => isPatient(input, id));
  const kind = cohortWords(levelsOf(input, cause.owners ?? {}, patients));
  return kind === '' ? null : kind;
}

function seenBy(input: ReportInput, cause: Cause) {
  const ids = new Set(cause.violations);
  return whoSawWhose({ cases: input.cases.filter(({ violation }) => ids.has(violation.id)) });
}

function isPatient({ ledger }: ReportInput, id: AccountId): boolean {
  return ledger.accounts.get(id)?.role === 'patient';
}

/** Those of the cause. A single account has no chance to tell: its kind is what tells it from others. */
function levelsOf(input: ReportInput, common: Cohort, those: readonly AccountId[]): Cohort {
  const [only, ...more] = those;
  if (Object.keys(common).length > 0 || only === undefined || more.length > 0) return common;
  const everybody = [...input.kinds].filter(([id]) => isPatient(input, id));
  return Object.fromEntries(
    Object.entries(input.kinds.get(only) ?? {}).filter(([factor, level]) =>
      everybody.some(([, kind]) => kind[factor] !== level),
    ),
  );
}
