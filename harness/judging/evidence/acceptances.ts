import type { Case } from '../../domain/verdict/case.ts';
import { acceptedKinds } from '../../domain/plan.ts';
import type { Plan, SurfaceAcceptance } from '../../domain/plan.ts';
import type { Verdict } from '../../domain/verdict/verdict.ts';

type Planned = Plan['accept'][number];

/** Whether an acceptance no longer holds at a time (milliseconds): its last day, in UTC, is over, or no day. */
export function isExpired({ until }: Pick<Planned, 'until'>, at: number): boolean {
  const midnight = Date.parse(`${until}T00:00:00Z`);
  return Number.isNaN(midnight) || at >= midnight + 24 * 60 * 60 * 1000;
}

/** The surfaces on which gaps, uncovered operations, openings or blindness are admitted at a time. */
export function acceptedSurfaces(plan: Plan, what: SurfaceAcceptance, at: number): string[] {
  // Plans of earlier versions do not say what is admitted, and knew nothing of openings and planted leaks.
  const isMeant = (one: Planned) =>
    one.what === what || (one.what === undefined && what !== 'opened' && what !== 'blind');
  return plan.accept
    .filter((one) => isMeant(one) && !isExpired(one, at))
    .map(({ surface }) => surface);
}

function idsOf({ id = [] }: Planned): readonly string[] {
  return typeof id === 'string' ? [id] : id;
}

/** Whether an acceptance names this violation, expired or not. */
function names(one: Planned, { violation }: Case): boolean {
  if (one.what !== 'finding' || one.surface !== violation.surface) return false;
  const ids = idsOf(one);
  return ids.includes(violation.finding) || ids.includes(violation.id);
}

/** Whether a violation is admitted at a time: the run is not violated by it. */
export function isAccepted(plan: Plan, item: Case, at: number): boolean {
  return plan.accept.some((one) => !isExpired(one, at) && names(one, item));
}

/** All that the definition admits, as the verdict lists it, with how many of these violations each names. */
export function acceptancesOf(plan: Plan, cases: readonly Case[], at: number): Verdict['accepted'] {
  const [usual] = acceptedKinds;
  return plan.accept.map((one) => ({
    what: one.what ?? usual,
    surface: one.surface,
    ids: idsOf(one),
    reason: one.reason,
    by: one.by,
    until: one.until,
    expired: isExpired(one, at),
    violations: cases.filter((item) => names(one, item)).length,
  }));
}
