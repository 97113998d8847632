import { anonymous, cohortKey, type AccountId, type Cohort } from '../../domain/account.ts';
import type { Attempt } from '../../domain/attempt.ts';
import { sideFactors } from '../../domain/phase.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Violation } from '../../domain/verdict.ts';
import { namedAddress } from '../../domain/link-variant.ts';
import { acrossUpdate } from '../../domain/variant.ts';
import { figures } from '../../exercise/probes/figures.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
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
  const { probe } = violation;
  const failed = facts.find((fact) => fact.fact === 'failed');
  const because = failed === undefined ? '' : ` (${failed.what} failed: ${failed.why})`;
  const there = attempts.filter(({ surface }) => surface === violation.surface);
  const owned = (attempt: Attempt): boolean =>
    attempt.outcome === 'granted' &&
    attempt.sessionState === 'open' &&
    (attempt.thing === null || attempt.thing.startsWith(`${attempt.viewer}.`));
  if (!there.some(owned)) return `no owner was granted what is theirs there${because}`;
  const isOfKind = viewersOf(violation, facts);
  const alike = there.filter((one) => isOfKind(one.viewer) && isAlike(violation, one));
  const probed = facts.findLast((fact) => fact.fact === 'probed' && fact.probe === probe);
  const isCut = probed?.fact === 'probed' && probed.cut > 0;
  if (isCut) return 'not all of it could be asked in so short a time';
  if (alike.length === 0) {
    const lacking = probed?.fact === 'probed' && probed.why !== null ? `: ${probed.why}` : '';
    return `nobody could ask in that way${lacking}${because}`;
  }
  if (alike.every(({ outcome }) => outcome === 'unclear'))
    return `no answer was clear${because || reasonOf(alike)}`;
  const finding = judged.findings[violation.invariant];
  if (finding === undefined) return `nothing judges ${violation.invariant} any more`;
  if (finding.verdict === 'holds') return null;
  // Whoever says that there are no streams, say, describes none of the addresses that answers name.
  if (finding.verdict === 'inapplicable' && violation.variant === namedAddress) return null;
  const here = finding.gaps?.filter(
    ({ surface }) => surface === null || surface === violation.surface,
  );
  // What is in doubt on other surfaces, which were asked to see that sessions work, says nothing of this one.
  if (here?.length === 0) return null;
  return [...new Set(here?.map((gap) => gap.why) ?? finding.reasons)].join('; ') + because;
}

/** Whether an account is of the viewer's kind, whichever sides of the update it is from. */
function viewersOf({ viewer }: Violation, facts: Made['facts']): (account: AccountId) => boolean {
  if (viewer.account === anonymous) return () => true;
  const kindOf = (cohort: Cohort): string =>
    cohortKey(
      Object.fromEntries(
        Object.entries(cohort).filter(([factor]) => !Object.hasOwn(sideFactors, factor)),
      ),
    );
  const isStaff = Object.keys(viewer.cohort).length === 0;
  const same = facts.flatMap((fact) =>
    fact.fact === 'account-created' &&
    isStaff === (fact.role !== 'patient') &&
    kindOf(fact.cohort) === kindOf(viewer.cohort)
      ? [fact.account]
      : [],
  );
  return (account) => same.includes(account);
}

function reasonOf(attempts: readonly Attempt[]): string {
  const why = attempts.find((attempt) => attempt.why !== undefined)?.why;
  return why === undefined ? '' : ` (${why})`;
}

/** Whether an attempt is what showed the violation: by its probe and in its variant, by nobody or somebody as then. */
function isAlike(
  { variant, viewer, owner, invariant, probe }: Violation,
  attempt: Attempt,
): boolean {
  if (attempt.variant !== variant || (attempt.probe ?? null) !== probe) return false;
  const isNobody = attempt.sessionState === 'none' && attempt.lent === undefined;
  if ((viewer.account === anonymous) !== isNobody) return false;
  if (invariant === 'no-access-after-sign-out') return attempt.sessionState === 'signed-out';
  if (invariant === 'second-factor-required') return attempt.sessionState === 'no-second-factor';
  const isOwn = attempt.thing === null || attempt.thing.startsWith(`${attempt.viewer}.`);
  // What not even its owner is given in a changed way, others need not try.
  const isChanged = attempt.changed !== undefined && attempt.changed.idsOnly !== true;
  if (isOwn && isChanged && attempt.thing !== null && isRefused(attempt)) return true;
  // What was asked for by its id was another's. In one's own, another's stood.
  return (
    !isOwn ||
    attempt.changed?.idsOnly === true ||
    attempt.thing === null ||
    invariant === 'no-foreign-listing' ||
    owner?.account === viewer.account ||
    ownProbes.has(probe) ||
    ownVariants.has(variant)
  );
}

function isRefused({ outcome }: Attempt): boolean {
  return outcome === 'denied' || outcome === 'concealed';
}

/** Probes and variants by which everybody looks at their own. */
const ownProbes: ReadonlySet<string | null> = new Set([ownViews.id, figures.id, acrossUpdate]);
const ownVariants: ReadonlySet<string> = new Set(['at-home', namedAddress]);
