import { anonymous } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Violation } from '../../domain/verdict.ts';
import type { Judged } from '../../judging/judge.ts';

/**
 * What there was to see: the violation is `gone`, or `still there`; or that could not be looked at, and why. Of what is
 * still there: what is seen on its surface now, of which the violation itself may be no part any more.
 */
export type Look =
  | { came: 'gone' }
  | { came: 'still there'; seen: readonly Violation[] }
  | { came: 'could not look'; why: string };

type Made = { facts: readonly Fact[]; attempts: readonly Attempt[] };

/**
 * Looks for a violation in what was judged anew. It is gone only where its invariant holds, the owners were granted what
 * is theirs there, and the viewer's kind asked in the same way and got a clear answer.
 */
export function lookAt(violation: Violation, judged: Judged, made: Made): Look {
  const seen = judged.verdict.violations.filter(({ surface }) => surface === violation.surface);
  const ofSame = seen.filter(({ invariant }) => invariant === violation.invariant);
  if (seen.length > 0) return { came: 'still there', seen: ofSame.length > 0 ? ofSame : seen };
  const why = whyNot(violation, judged, made);
  return why === null ? { came: 'gone' } : { came: 'could not look', why };
}

function whyNot(violation: Violation, judged: Judged, { facts, attempts }: Made): string | null {
  const failed = facts.find((fact) => fact.fact === 'failed');
  const because = failed === undefined ? '' : ` (${failed.what} failed: ${failed.why})`;
  const there = attempts.filter(({ surface }) => surface === violation.surface);
  const owned = (attempt: Attempt): boolean =>
    attempt.outcome === 'granted' &&
    attempt.sessionState === 'open' &&
    (attempt.thing === null || attempt.thing.startsWith(`${attempt.viewer}.`));
  if (!there.some(owned)) return `no owner was granted what is theirs there${because}`;
  const alike = there.filter((attempt) => isAlike(violation, attempt));
  if (alike.length === 0) return `nobody could ask in that way${because}`;
  if (alike.every(({ outcome }) => outcome === 'unclear'))
    return `no answer was clear${because || reasonOf(alike)}`;
  const finding = judged.findings[violation.invariant];
  if (finding === undefined) return `nothing judges ${violation.invariant} any more`;
  if (finding.verdict === 'holds') return null;
  const here = finding.gaps?.filter(
    ({ surface }) => surface === null || surface === violation.surface,
  );
  // What is in doubt on other surfaces, which were asked to see that sessions work, says nothing of this one.
  if (here?.length === 0) return null;
  return [...new Set(here?.map((gap) => gap.why) ?? finding.reasons)].join('; ') + because;
}

function reasonOf(attempts: readonly Attempt[]): string {
  const why = attempts.find((attempt) => attempt.why !== undefined)?.why;
  return why === undefined ? '' : ` (${why})`;
}

/** Whether an attempt is what showed the violation: in the same variant, by nobody or somebody as then. */
function isAlike({ variant, viewer, owner, invariant }: Violation, attempt: Attempt): boolean {
  if (attempt.variant !== variant) return false;
  const isNobody = attempt.sessionState === 'none' && attempt.lent === undefined;
  if ((viewer.account === anonymous) !== isNobody) return false;
  if (invariant === 'no-access-after-sign-out') return attempt.sessionState === 'signed-out';
  const isOwn = attempt.thing === null || attempt.thing.startsWith(`${attempt.viewer}.`);
  // In a list of one's own, another's stood; what was asked for by its id was another's.
  return (
    invariant === 'no-foreign-listing' ||
    owner?.account === viewer.account ||
    !isOwn ||
    attempt.thing === null
  );
}
