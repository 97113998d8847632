import type { Violation } from './verdict.ts';

/**
 * Whether a probe of the sweep asked for a violation, so that `chaperone recheck` can ask for it again. What a browser,
 * a property or a scenario met is found again by a run alone.
 */
export function isRecheckable({ probe, channel }: Violation): boolean {
  return probe !== null && channel !== 'browser' && channel !== 'media';
}
