import type { History } from '../../../domain/history/history.ts';
import type { Plan } from '../../../domain/plan.ts';

/** When the last thing was recorded (milliseconds since the epoch): no clock is read, so judging again gives the same. Ends that are only to come are no part of it. */
export function endOf(plan: Pick<Plan, 'startedAt'>, { facts, attempts }: History): number {
  let end = plan.startedAt;
  for (const { at, fact } of facts) if (fact !== 'revoked') end = Math.max(end, at);
  for (const { answeredAt } of attempts) end = Math.max(end, answeredAt);
  return end;
}
