import { compareText, inOrder } from '../../domain/in-order.ts';
import type { Phase } from '../../domain/phase.ts';
import { type PartAcross, partsAcross } from '../../domain/release.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { phaseInWords } from '../evidence/gap.ts';

/** The releases that a run met, and what is wrong with them, in words. */
export type Releases = {
  before: string | null;
  after: string | null;
  /** Undefined: the release is one text. */
  parts?: readonly PartAcross[] | undefined;
  reasons: readonly string[];
};

/**
 * Which releases ran. `after` is that of the judged phase. Unreadable, more than one in a phase (a load
 * balancer serves both), the same one after an update, or another where the plan says that it stays
 * (`sameRelease`): it is not known what was judged.
 */
export function releasesOf(evidence: ExaminedEvidence): Releases {
  const { plan, phase: judged } = evidence;
  const earlier = judged === 'after-update' ? releasesIn(evidence, 'before-update') : null;
  const last = releasesIn(evidence, judged);
  const reasons = [...(earlier?.reasons ?? []), ...last.reasons];
  const parts = partsAcross(earlier?.parts, last.parts);
  if (earlier !== null && earlier.release !== null && last.release !== null) {
    const { name, expected, sameRelease } = plan.update;
    const update = name === null ? 'the update' : `the update ${name}`;
    const which = parts?.filter((one) => one.before !== one.after).map(({ part }) => part) ?? [];
    const isSame = earlier.release === last.release && which.length === 0;
    const changed = `the release changed from ${earlier.release} to ${last.release}${which.length === 0 ? '' : ` (${which.join(', ')})`}`;
    if (!expected && !isSame) reasons.push(`${changed} during the run, without an update in it`);
    if (expected && isSame && sameRelease === undefined)
      reasons.push(
        `the release is ${last.release} before and after ${update}: it changed nothing, or --same-release must say what it changed`,
      );
    if (expected && !isSame && sameRelease !== undefined)
      reasons.push(
        `${changed} with ${update}, and --same-release says that it stays as it is (${sameRelease})`,
      );
  }
  return { before: earlier?.release ?? null, after: last.release, parts, reasons };
}

function releasesIn({ plan, history }: ExaminedEvidence, phase: Phase) {
  const reads = inOrder(history.facts.filter((fact) => fact.fact === 'release-read')).filter(
    (fact) => fact.phase === phase,
  );
  // A worker that never asked for the release (null) met whichever the others read.
  const met = new Set(reads.map(({ release }) => release));
  let isUsed = plan.update.expected;
  for (const attempt of history.attempts) {
    if (attempt.phase !== phase) continue;
    met.add(attempt.release);
    isUsed = true;
  }
  const known = [...met].filter((release) => release !== null).sort(compareText);
  const reasons: string[] = [];
  const when = phaseInWords(phase);
  if (reads.length === 0 && isUsed) reasons.push(`the release was not read ${when}`);
  if (reads.some(({ release }) => release === null)) {
    reasons.push(`the release could not be read ${when}`);
  }
  if (known.length > 1) reasons.push(`several releases ran ${when}: ${known.join(', ')}`);
  const read = reads.findLast(({ release }) => release !== null);
  return { release: read?.release ?? null, parts: read?.parts, reasons };
}
