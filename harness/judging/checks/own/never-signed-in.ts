import type { AccountId } from '../../../domain/accounts/account.ts';
import { isEmptyList, isRefused, mayMeanSignedOut } from '../../evidence/sessions/dead-sessions.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { Gap } from '../../evidence/gap.ts';
import { isOwnPlain } from '../../evidence/sessions/pairing.ts';

type Evidence = Pick<ExaminedEvidence, 'attempts' | 'plan' | 'ledger'>;

/**
 * Patients that were refused all of their own, always as somebody who is not signed in. Their sign-in is only half
 * described (a second factor that nobody gives), so that they were locked out of nothing. None where all of it is from
 * after an expected update, which may then have broken signing in.
 */
export function neverSignedIn({ attempts, plan, ledger }: Evidence): ReadonlySet<AccountId> {
  const suspects = new Set<AccountId>();
  const signedIn = new Set<AccountId>();
  let isOld = !plan.update.expected;
  for (const resolved of attempts) {
    const { viewer } = resolved.attempt;
    if (!isOwnPlain(resolved) || ledger.accounts.get(viewer)?.role !== 'patient') continue;
    if (isRefused(resolved) && mayMeanSignedOut(resolved.attempt)) suspects.add(viewer);
    else if (isRefused(resolved) || isEmptyList(resolved)) signedIn.add(viewer);
    else if (resolved.attempt.outcome === 'granted') signedIn.add(viewer);
  }
  const never = new Set([...suspects].filter((account) => !signedIn.has(account)));
  isOld ||= attempts.some(
    ({ attempt }) => attempt.phase === 'before-update' && never.has(attempt.viewer),
  );
  return isOld ? never : new Set();
}

/** The gap that these accounts leave, in one message for all of them. */
export function gapOfNeverSignedIn(never: ReadonlySet<AccountId>): Gap[] {
  if (never.size === 0) return [];
  const why = `${never.size} accounts were refused all of their own from the start, as if they had not signed in: is a second factor asked for that accounts.signIn does not give? Return totpSecret, or describe accounts.secondFactor.code`;
  return [{ surface: null, who: null, why }];
}
