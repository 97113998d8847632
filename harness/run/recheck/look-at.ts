import { anonymous, cohortKey } from '../../domain/accounts/account.ts';
import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { KnownKind } from '../../domain/verdict/baseline.ts';
import type { Fact, FactOf } from '../../domain/ledger/fact.ts';
import { namedAddress } from '../../domain/surfaces/link-variant.ts';
import { phases } from '../../domain/phase.ts';
import type { Party, Violation } from '../../domain/verdict/verdict.ts';
import { looksAgain, type Met } from '../../judging/checks/looks-again.ts';
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
 * @param violation as it was made again
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
  const failures = facts
    .filter((fact): fact is FactOf<'failed'> => fact.fact === 'failed')
    .filter(({ what }) => what !== 'removal');
  const [failed] = failures;
  const because = failed === undefined ? '' : ` (${failed.what} failed: ${failed.why})`;
  const there = attempts.filter(({ surface }) => surface === violation.surface);
  const owned = (attempt: Attempt): boolean =>
    attempt.outcome === 'granted' &&
    attempt.sessionState === 'open' &&
    (attempt.thing === null || attempt.thing.startsWith(`${attempt.viewer}.`));
  if (!there.some(owned)) return `no owner was granted what is theirs there${because}`;
  const met = metBy(violation);
  if (met === null)
    return 'the run did not note the role of the staff, and other staff may be spared';
  const alike = there.filter((attempt) =>
    looksAgain(met, { attempt, thing: attempt.thing }, judged.ledger),
  );
  const probed = facts.findLast((fact) => fact.fact === 'probed' && fact.probe === probe);
  const isCut = probed?.fact === 'probed' && probed.cut > 0;
  if (isCut) return 'not all of it could be asked in so short a time';
  if (alike.length === 0) {
    const lacking = probed?.fact === 'probed' && probed.why !== null ? `: ${probed.why}` : '';
    return `nobody could ask in that way${lacking}${because}`;
  }
  if (alike.every(({ outcome }) => outcome === 'unclear'))
    return `no answer was clear${because || reasonOf(alike)}`;
  const ofItsKind = failures.find(({ cohort }) =>
    [violation.viewer, violation.owner].some(
      (party) => party !== null && cohortKey(party.cohort) === cohortKey(cohort),
    ),
  );
  if (ofItsKind !== undefined)
    return `not all of its accounts could take part (${ofItsKind.what} failed: ${ofItsKind.why})`;
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

/** How the violation was met. Null: by an account whose role nobody noted. */
function metBy({ surface, invariant, probe, variant, viewer, owner }: Violation): Met | null {
  const kindOf = ({ account, role, cohort }: Party): KnownKind | null => {
    if (account === anonymous) return { role: anonymous, levels: {} };
    return role === undefined ? null : { role, levels: cohort };
  };
  const [who, whose] = [kindOf(viewer), owner === null ? null : kindOf(owner)];
  if (who === null || (owner !== null && whose === null)) return null;
  const isOwn = owner?.account === viewer.account;
  const way = { variant, sides: phases };
  return { surface, invariant, probe, viewer: who, owner: isOwn ? 'viewer' : whose, way };
}

function reasonOf(attempts: readonly Attempt[]): string {
  const why = attempts.find((attempt) => attempt.why !== undefined)?.why;
  return why === undefined ? '' : ` (${why})`;
}
