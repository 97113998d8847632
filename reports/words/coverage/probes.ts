import type { ProbeResult } from '../../../harness/domain/verdict/run-coverage-schema.ts';

/** What a reader must know of a probe besides its numbers; null if there is nothing. */
export function probeNote({ tried, byStrangers, why }: ProbeResult): string | null {
  if (why !== null) return why;
  return tried > 0 && byStrangers === 0 ? 'tried by nobody for what is another’s' : null;
}
