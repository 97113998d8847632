import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';

/** Clocks are corrected by so much while they run (milliseconds): less than this decides nothing. */
const tolerance = 60_000;

/**
 * Says where the clock was set back during a run: what has ended, and what was seen first, is told by times. Of a clock
 * that was set back within one side of the update nothing is known, as attempts overlap there.
 */
export function clockReasons({ plan, history }: ExaminedEvidence): string[] {
  let first = Infinity;
  let lastBefore = -Infinity;
  let firstAfter = Infinity;
  for (const { at, fact } of history.facts) if (fact !== 'revoked') first = Math.min(first, at);
  for (const { sentAt, answeredAt, phase } of history.attempts) {
    first = Math.min(first, sentAt);
    if (phase === 'before-update') lastBefore = Math.max(lastBefore, answeredAt);
    else firstAfter = Math.min(firstAfter, sentAt);
  }
  if (first < plan.startedAt - tolerance) return [wentBack(plan.startedAt, 'the run began', first)];
  return firstAfter < lastBefore - tolerance
    ? [wentBack(lastBefore, 'something was answered before the update', firstAfter, ' after it')]
    : [];
}

function wentBack(from: number, what: string, to: number, when = ''): string {
  return `the clock went back during the run: ${what} at ${iso(from)}, and something was recorded${when} at ${iso(to)}; set this machine’s clock, and run again`;
}

const iso = (time: number) => new Date(time).toISOString();
