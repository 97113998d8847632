import type { RunIdentity } from './run-identity.ts';

/** Whether it is before an update that is expected: what the update was to change is looked at after it. */
export function isFirstHalf({ phase, plan }: Pick<RunIdentity, 'phase' | 'plan'>): boolean {
  return phase === 'before-update' && plan.update.expected;
}
