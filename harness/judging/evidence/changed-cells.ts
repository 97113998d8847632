import { compareText } from '../../domain/in-order.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';
import { countIn, newCell } from './cells.ts';
import type { Cell } from './cells.ts';
import type { ExaminedEvidence } from './examined-evidence.ts';
import { describeKind, kindOf, phaseInWords } from './gap.ts';
import type { Gap } from './gap.ts';
import { keyOf } from './keys.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';
import { weighingOf } from './weighing.ts';

/**
 * Where the changed requests of a probe met nothing but errors in the judged phase, so that they say nothing. Requests
 * that are changed only in their ids are well-formed, so each kind of account counts on its own, as in plain attempts.
 * Of other changes a deployment may answer some with an error, so all strangers of a probe at a surface count together.
 */
export function changedGaps(
  evidence: ExaminedEvidence,
  attempts: readonly ResolvedAttempt[],
  reached: readonly SurfaceInfo[],
): Gap[] {
  const { ledger, phase } = evidence;
  const cells = new Map<string, { cell: Cell; probe: string }>();
  for (const resolved of attempts) {
    const { attempt, surface, asked } = resolved;
    const { changed, probe, variant, viewer } = attempt;
    if (changed === undefined || probe === undefined) continue;
    if (attempt.phase !== phase || !reached.includes(surface)) continue;
    const idsOnly = changed.idsOnly === true;
    if (asked === 'own' && !idsOnly && resolved.actingAs === viewer) continue;
    const who = idsOnly ? kindOf(ledger, viewer) : '';
    const key = keyOf(surface.id, probe, idsOnly ? variant : '', who);
    const known = cells.get(key) ?? {
      cell: newCell(surface.id, phase, idsOnly ? describeKind(ledger, viewer) : null),
      probe,
    };
    cells.set(key, known);
    // A page that everybody is given is no error. Whether it says anything is decided for each attempt.
    const { standing } = weighingOf(evidence, resolved);
    if (standing === 'answered') known.cell.clear += 1;
    else countIn(known.cell, attempt, standing, { paired: true, alive: true });
  }
  return [...cells.values()].flatMap(({ cell: { surface, who, clear, unclear }, probe }) => {
    if (clear > 0 || unclear.size === 0) return [];
    const [[first] = []] = [...unclear].sort(
      ([text, one], [otherText, other]) => other - one || compareText(text, otherText),
    );
    const when = phaseInWords(phase);
    const why = `the attempts of the probe ${probe} by others than the owner ${when} were all unclear (${first})`;
    return [{ surface, who, why }];
  });
}
