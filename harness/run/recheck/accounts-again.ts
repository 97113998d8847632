import { sideFactors } from '../../domain/phase.ts';
import { anonymous } from '../../domain/accounts/account.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Party, Violation } from '../../domain/verdict/verdict.ts';
import type { WayAgain } from './way-again.ts';

/** Staff of each role: one who takes part in what patients have, and one who does not. */
const mostStaff = 2;

/**
 * The cohorts of the patients that are made again: the viewer's and the owner's; or twice the one that is a patient's,
 * since somebody else's may be borrowed or come instead.
 * @param isNow all are made after the update, since what runs now has had it
 */
export function cohortsAgain({ viewer, owner }: Violation, isNow: boolean): Cohort[] {
  const kinds = [viewer, owner]
    .filter((party): party is Party => party !== null && isPatient(party))
    .map(({ cohort }) => cohort);
  const [first] = kinds;
  const last = kinds.at(-1);
  if (first === undefined || last === undefined) return [];
  const all = kinds.length === 2 && first !== last ? [first, last] : [last, last];
  return all.map((cohort) => (isNow ? madeNow(cohort) : { ...cohort }));
}

/** Patients are told by their cohort where a run of an earlier version did not note the role. */
export function isPatient({ account, role, cohort }: Party): boolean {
  if (account === anonymous) return false;
  return role === undefined ? Object.keys(cohort).length > 0 : role === 'patient';
}

function madeNow(cohort: Cohort): Cohort {
  const sides = Object.keys(sideFactors).map((factor) => [factor, 'after'] as const);
  return { ...cohort, ...Object.fromEntries(sides) };
}

/** The violation with its patients as `cohortsAgain` makes them, and with their roles. */
export function madeAgain(violation: Violation, isNow: boolean): Violation {
  const again = (party: Party): Party =>
    isPatient(party)
      ? { ...party, role: 'patient', cohort: isNow ? madeNow(party.cohort) : party.cohort }
      : party;
  const { viewer, owner } = violation;
  return { ...violation, viewer: again(viewer), owner: owner && again(owner) };
}

/**
 * The definition with nothing but what the violation needs: its surface, and few staff. The surfaces at fixed addresses
 * show that sessions work, of staff, who have nothing of their own, and where the surface may be silent.
 */
export function definitionAgain<Whole extends Definition>(
  definition: Whole,
  { surface, allSurfaces }: Pick<WayAgain, 'surface' | 'allSurfaces'>,
): Whole {
  const { staff } = definition.accounts;
  const few = Object.entries(staff ?? {}).map(([role, count]) => [
    role,
    Math.min(count, mostStaff),
  ]);
  const needsControls = staff !== undefined || surface.kind === 'listen';
  return {
    ...definition,
    accounts: {
      ...definition.accounts,
      ...(staff === undefined ? {} : { staff: Object.fromEntries(few) as typeof staff }),
    },
    surfaces: definition.surfaces.filter(
      (one) => allSurfaces || one === surface || (needsControls && isFixed(one)),
    ),
    openApi: undefined,
  };
}

function isFixed(surface: Definition['surfaces'][number]): boolean {
  return 'needs' in surface && surface.kind === 'request' && surface.needs.length === 0;
}
