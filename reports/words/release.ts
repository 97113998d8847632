import type { ReportInput } from '../input.ts';

/** The release before and after, each `unreadable` where the deployment did not say. */
export function releasePair({ verdict }: ReportInput): { before: string; after: string } {
  return {
    before: verdict.releaseBefore ?? 'unreadable',
    after: verdict.release ?? 'unreadable',
  };
}

/** ` to 1.5.0`, where it is known. */
export function releases({ verdict }: ReportInput): string {
  return verdict.release === null ? '' : ` to ${verdict.release}`;
}
