import type { Finding } from '../../../domain/verdict/invariant.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { gapsInWords, notAccepted, phaseInWords } from '../../evidence/gap.ts';
import { gateMinimum } from './gate-minimum.ts';

/** That nobody tried anything of another on the side that is judged, in words. Null: somebody did, or nothing can be. */
export function nothingOfOthers({
  plan,
  attempts,
  phase,
}: Pick<ExaminedEvidence, 'plan' | 'attempts' | 'phase'>): string | null {
  if (!plan.surfaces.some(({ needs }) => needs.length > 0)) return null;
  const wasTried = attempts.some(
    ({ addressed, asked, state, attempt }) =>
      addressed && asked === 'foreign' && state === 'open' && attempt.phase === phase,
  );
  return wasTried ? null : `nobody tried anything of another ${phaseInWords(phase)}`;
}

/** Rules about what others have: a run that tried too little of it can't say that they hold. */
const aboutOthers: readonly string[] = [
  'no-foreign-listing',
  'no-foreign-reading',
  'no-foreign-streaming',
  'no-foreign-credentials',
  'no-anonymous-access',
];

/**
 * Creates a function that gives a finding of a gate as it is where the least was tried, else as one that does not hold.
 * A recheck is no gate: it tries one way alone, and asks what came of that.
 */
export function heldByLeast(evidence: ExaminedEvidence): (id: string, finding: Finding) => Finding {
  const { plan, end } = evidence;
  const nothing = nothingOfOthers(evidence);
  const reasons =
    plan.scope === 'gate'
      ? [
          ...(nothing === null ? [] : [nothing]),
          ...gapsInWords(notAccepted(gateMinimum(evidence), plan, end)),
        ]
      : [];
  return (id, finding) =>
    reasons.length === 0 || finding.verdict !== 'holds' || !aboutOthers.includes(id)
      ? finding
      : { ...finding, verdict: 'inconclusive', reasons };
}
