import { describeAsker } from '../../domain/verdict/access.ts';
import type { Breach } from '../../domain/verdict/breach.ts';
import { answersOn, isAskedEnough, isCompared } from '../evidence/access/access-changes.ts';
import type { Opening } from '../evidence/access/counted-cell.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { isOwnersGrant } from '../evidence/sessions/pairing.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { conclude, newTally } from './finding.ts';
import type { Invariant } from './invariant.ts';

/** What others were refused before the update is not granted to them after it. */
export const noOpenedAccess: Invariant = {
  id: 'no-opened-access',
  title: 'No update opens what was closed',
  severity: 'high',
  references: [
    'CWE-284',
    'CWE-1220',
    'OWASP API5:2023 Broken Function Level Authorization',
    'OWASP API1:2023 Broken Object Level Authorization',
  ],
  help: 'Accounts that were refused something before the update get it since. Look first at what the update changed in front of the route: a guard, a role, a proxy rule, a cache. If it was meant (a page that was published), admit it by `accept` with `what: ‘opened’`.',
  judge(evidence) {
    const { access, openings, attempts } = evidence;
    const tally = newTally();
    for (const resolved of attempts) {
      const isCounted = resolved.attempt.shrinking === undefined;
      if (isCounted && isOwnersGrant(resolved)) tally.granted += 1;
    }
    for (const cell of access.cells) {
      if (!cell.judged || !isCompared(cell)) continue;
      tally.attempts += triesOf(cell.before) + triesOf(cell.after);
    }
    for (const opening of openings) {
      if (!opening.cell.judged) continue;
      const leaks = leaksOf(evidence, opening);
      tally.breaches.push(...leaks);
      if (leaks.length === 0) tally.gaps.push(gapOf(opening));
    }
    return conclude(evidence, tally, whyInapplicable(evidence));
  },
};

/** Why there is nothing to compare. Where enough was tried and nothing came out clearly, it is inconclusive instead. */
function whyInapplicable({ access, plan }: ExaminedEvidence): string | undefined {
  if (!access.hasBothSides)
    return plan.update.expected
      ? 'nothing was tried before the update: only the sweep compares'
      : 'there was no update';
  if (access.cells.some((cell) => cell.judged && isAskedEnough(cell))) return undefined;
  return 'nobody asked three times for what is not theirs on both sides of the update';
}

function triesOf({ refused, granted }: { refused: number; granted: number }): number {
  return refused + granted;
}

/** What came of others in an opened cell, once an answer: only that proves a leak, and other invariants tell all of it. */
function leaksOf(evidence: ExaminedEvidence, { cell }: Opening): Breach[] {
  return cell.granted.flatMap((resolved) => {
    const { leaks, outlived } = weighingOf(evidence, resolved);
    return [...leaks, ...outlived].slice(0, 1);
  });
}

function gapOf({ cell, kinds }: Opening): Gap {
  const [before, after] = [cell.before, cell.after].map((side) => answersOn(side).join(', '));
  const who = kinds.length > 0 ? kinds.join('; ') : null;
  const why = `the update opened it to ${describeAsker(cell)}: refused before (${before}), answered after (${after}), with nothing to tell whose it is (if it was meant, admit it: what: 'opened')`;
  return { surface: cell.surface, who, why, admittedBy: ['opened'] };
}
