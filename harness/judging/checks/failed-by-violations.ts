import { parts } from '../../domain/attempts/attempt.ts';
import type { Case } from '../../domain/verdict/case.ts';

/**
 * The reasons without those parts that did not pass because they saw the violations: that says nothing more. A part that
 * broke off, or that failed without having seen any of them, stays.
 */
export function withoutFailedByViolations(
  reasons: readonly string[],
  cases: readonly Case[],
): string[] {
  const saw = new Set(cases.flatMap(({ attempts }) => attempts.map(({ part }) => part)));
  const expected = parts
    .filter((part) => part !== 'sweep' && saw.has(part))
    .map((part) => `${part} did not pass: not all of them passed`);
  return reasons.filter((reason) => !expected.some((start) => reason.startsWith(start)));
}
