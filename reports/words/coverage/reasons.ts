import type { ReportInput } from '../../input.ts';

/** Why a run cannot say something. `concerns`: the invariants of which it cannot; empty where it is the run as a whole. */
export type Reason = { why: string; concerns: string };

/** The verdict's reasons: the cause first, and then what it concerns. */
export function reasonsOf({ verdict }: ReportInput): Reason[] {
  const ids = new Set<string>(verdict.invariants.map(({ id }) => id));
  const judged = verdict.invariants.filter(({ verdict: result }) => result !== 'inapplicable');
  return verdict.reasons.map((reason) => {
    const end = reason.indexOf(': ');
    const named = reason.slice(0, Math.max(0, end)).split(', ');
    if (!named.every((name) => ids.has(name))) return { why: reason, concerns: '' };
    const all = judged.length > 1 && judged.every(({ id }) => named.includes(id));
    return { why: reason.slice(end + 2), concerns: all ? 'all invariants' : named.join(', ') };
  });
}

/** A reason in one line. */
export function reasonInWords({ why, concerns }: Reason): string {
  return concerns === '' ? why : `${why} (${concerns})`;
}
