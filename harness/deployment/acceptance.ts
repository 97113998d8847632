import type { Acceptance } from '../domain/plan.ts';

/** Whether an acceptance has expired. Its last valid day is `until`. `today` is a date in UTC, as `YYYY-MM-DD`. */
export function expired(acceptance: Pick<Acceptance, 'until'>, today: string): boolean {
  return acceptance.until < today;
}
