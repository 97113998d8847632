import type { ReportInput } from '../../input.ts';

/** Whether a surface was tried before the update. */
export function wasTriedBefore({ tried }: ReportInput, surface: string): boolean {
  return tried.some((use) => use.surface === surface && use.beforeUpdate);
}
