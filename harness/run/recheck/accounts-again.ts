import { anonymous } from '../../domain/account.ts';
import type { Cohort } from '../../domain/account.ts';
import type { Definition } from '../../deployment/definition.ts';
import { sideFactors } from '../../domain/phase.ts';
import type { Violation } from '../../domain/verdict.ts';
import type { WayAgain } from './way-again.ts';

/** Staff of each role: one who takes part in what patients have, and one who does not. */
const mostStaff = 2;

/**
 * The cohorts of the patients that are made again: the viewer's and the owner's; or twice the one that is a patient's,
 * since somebody else's may be borrowed or come instead.
 * @param isNow all are made after the update, since what runs now has had it
 */
export function cohortsAgain({ viewer, owner }: Violation, isNow: boolean): Cohort[] {
  const isPatient = (cohort: Cohort | undefined): cohort is Cohort =>
    cohort !== undefined && Object.keys(cohort).length > 0;
  const kinds = [viewer.account === anonymous ? undefined : viewer.cohort, owner?.cohort].filter(
    isPatient,
  );
  const [first] = kinds;
  const last = kinds.at(-1);
  if (first === undefined || last === undefined) return [];
  const all = kinds.length === 2 && first !== last ? [first, last] : [last, last];
  return all.map((cohort) => ({ ...cohort, ...(isNow ? madeNow : {}) }));
}

const madeNow = Object.fromEntries(Object.keys(sideFactors).map((factor) => [factor, 'after']));

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
