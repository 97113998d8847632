import { inOrder } from '../../../domain/in-order.ts';
import type { ProbeResult } from '../../../domain/verdict/run-coverage-schema.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { isStranger } from '../../evidence/weigh.ts';

/** What came of each probe, over both phases, in the order in which they were through. */
export function probeResults({ history, attempts }: ExaminedEvidence): ProbeResult[] {
  const results = new Map<string, ProbeResult>();
  for (const fact of inOrder(history.facts.filter((one) => one.fact === 'probed'))) {
    const { probe: id, title, cut, why } = fact;
    const before = results.get(id);
    results.set(id, {
      ...(before ?? { id, title, tried: 0, byStrangers: 0, granted: 0, refused: 0, unclear: 0 }),
      cut: (before?.cut ?? 0) + cut,
      // What it lacked in one phase only is no lack.
      why: before === undefined || before.why !== null ? why : null,
    });
  }
  for (const resolved of lastOfEach(attempts)) {
    const { attempt } = resolved;
    const result = results.get(attempt.probe ?? '');
    if (result === undefined) continue;
    result.tried += 1;
    if (isStranger(resolved)) result.byStrangers += 1;
    result[outcomes[attempt.outcome]] += 1;
  }
  for (const { probe = '', outcome, writing, delivery, viewer } of history.attempts) {
    const result = results.get(probe);
    if ((writing ?? delivery) === undefined || result === undefined) continue;
    result.tried += 1;
    if (writing !== undefined && viewer !== writing.owner) result.byStrangers += 1;
    result[outcomes[outcome]] += 1;
  }
  return [...results.values()];
}

const outcomes = {
  granted: 'granted',
  denied: 'refused',
  concealed: 'refused',
  unclear: 'unclear',
} as const;

/** All attempts, but of those that were repeated only the last repetition. They are given in the order of time. */
function* lastOfEach(attempts: readonly ResolvedAttempt[]): Iterable<ResolvedAttempt> {
  const repeated = new Set(attempts.flatMap(({ attempt }) => attempt.retryOf ?? []));
  const firstOf = new Map<string, string>();
  const last = new Map<string, ResolvedAttempt>();
  for (const resolved of attempts) {
    const { id, retryOf, shrinking } = resolved.attempt;
    if (shrinking !== undefined) continue;
    // Most are neither repeated nor repetitions: a million of them need no place in a map.
    if (retryOf === undefined && !repeated.has(id)) yield resolved;
    else {
      const first = retryOf === undefined ? id : (firstOf.get(retryOf) ?? retryOf);
      firstOf.set(id, first);
      last.set(first, resolved);
    }
  }
  yield* last.values();
}
