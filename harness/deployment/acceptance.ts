import type { Acceptance } from '../domain/plan.ts';

/** Whether an admitted gap is no longer admitted. Its last day is `until`; `today` is `YYYY-MM-DD`, UTC. */
export function expired(acceptance: Pick<Acceptance, 'until'>, today: string): boolean {
  return acceptance.until < today;
}
