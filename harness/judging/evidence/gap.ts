import { anonymous, cohortKey, describeCohort } from '../../domain/accounts/account.ts';
import type { AccountId } from '../../domain/accounts/account.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Gap } from '../../domain/verdict/invariant.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { Phase } from '../../domain/phase.ts';
import type { Plan, SurfaceAcceptance } from '../../domain/plan.ts';
import { acceptedSurfaces } from './acceptances.ts';
import { remember } from './remember.ts';

export type { Gap };

/** Surfaces of one cause that are named. */
const namedSurfaces = 4;

/** The account's kind, as a key: cohort and role. */
export function kindOf(ledger: Ledger, account: AccountId | null): string {
  if (account === null) return 'unknown';
  const known = ledger.accounts.get(account);
  if (known === undefined) return account === anonymous ? anonymous : 'unknown';
  return `${known.role}?${cohortKey(known.cohort)}`;
}

/** The account's kind in words: its factors, and its role unless it is a patient. */
export function describeKind(ledger: Ledger, account: AccountId): string {
  const known = ledger.accounts.get(account);
  if (known === undefined) return account;
  if (known.role === 'patient') return describeCohort(known.cohort);
  return Object.keys(known.cohort).length > 0
    ? `${known.role}, ${describeCohort(known.cohort)}`
    : known.role;
}

/** `before the update`, `after the update`. */
export function phaseInWords(phase: Phase): string {
  return phase === 'before-update' ? 'before the update' : 'after the update';
}

/** The reason that an attempt or a fact gives, short enough for a line (or of at most so many characters). */
export function reasonOf(why: string | undefined, most = 120): string {
  const text = (why ?? 'no reason was recorded').replace(/\s+/g, ' ');
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Gaps that somebody has admitted are left out, as long as that holds. It excuses gaps, never violations. */
export function notAccepted(gaps: readonly Gap[], plan: Plan, at: number): Gap[] {
  const accepted = remember((kind: SurfaceAcceptance) => new Set(acceptedSurfaces(plan, kind, at)));
  return gaps.filter(
    ({ surface, admittedBy = ['gap'] }) =>
      surface === null || !admittedBy.some((kind) => accepted(kind).has(surface)),
  );
}

/**
 * Gaps in words, one line for each cause; surfaces and kinds of account beyond the first few are counted.
 */
export function gapsInWords(gaps: readonly Gap[]): string[] {
  const causes = new Map<string, { surfaces: Set<string>; kinds: Set<string> }>();
  for (const { surface, who, why } of gaps) {
    const cause = causes.get(why) ?? { surfaces: new Set(), kinds: new Set() };
    causes.set(why, cause);
    if (surface !== null) cause.surfaces.add(surface);
    if (who !== null) cause.kinds.add(who);
  }
  return [...causes]
    .map(([why, { surfaces, kinds }]) => `${why}${surfacesInWords(surfaces)}${kindsInWords(kinds)}`)
    .sort(compareText);
}

function surfacesInWords(surfaces: ReadonlySet<string>): string {
  if (surfaces.size === 0) return '';
  const sorted = [...surfaces].sort(compareText);
  const more = sorted.length - namedSurfaces;
  return `: ${sorted.slice(0, namedSurfaces).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function kindsInWords(kinds: ReadonlySet<string>): string {
  const [first, ...others] = [...kinds].sort(compareText);
  if (first === undefined) return '';
  if (others.length === 0) return ` (${first})`;
  return ` (${first}; and ${others.length} other ${others.length === 1 ? 'kind' : 'kinds'} of account)`;
}
