import { judgeFields } from '../checks/numbers/disturbed-fields.ts';
import { judgeFigures } from '../checks/numbers/figures.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { isOwnersGrant } from '../evidence/sessions/pairing.ts';
import { conclude, newTally } from './finding.ts';
import type { Invariant } from './invariant.ts';

const probe = 'undisturbed-view';

/**
 * What others do never changes what an account is shown. It needs no token: a count, a badge or an order names nobody, and
 * tells of others all the same.
 */
export const undisturbedView: Invariant = {
  id: 'undisturbed-view',
  title: 'What others do changes nothing of what an account is shown',
  severity: 'medium',
  references: ['CWE-203', 'CWE-200', 'OWASP API3:2023 Broken Object Property Level Authorization'],
  help: 'A number, or a field of an account’s own view, moved each time that another account created something, and never in quiet. Look first at counts and totals whose query has lost the owner, then at caches and suggestions. What moves by design, such as a place in a queue, is said by `shared`.',
  judge(evidence) {
    const [figures, fields] = [judgeFigures(evidence), judgeFields(evidence)];
    const tally = newTally([...figures.gaps, ...fields.gaps]);
    tally.breaches.push(...figures.breaches, ...fields.breaches);
    for (const resolved of evidence.attempts) {
      const { attempt, surface } = resolved;
      if (attempt.probe !== probe && surface.gives !== 'figure') continue;
      if (attempt.shrinking !== undefined) continue;
      tally.attempts += 1;
      if (isOwnersGrant(resolved)) tally.granted += 1;
    }
    return conclude(evidence, tally, whyNot(evidence, tally.gaps.length > 0));
  },
};

/** Why there was nothing to look at; undefined where there was. */
function whyNot({ plan, history }: ExaminedEvidence, hasGaps: boolean): string | undefined {
  const probed = history.facts.filter((fact) => fact.fact === 'probed' && fact.probe === probe);
  if (plan.scope === 'gate') return 'a gate leaves no time for it';
  if (probed.length === 0) return hasGaps ? undefined : 'no probe of the run looked for it';
  const isIdle = probed.every((fact) => fact.fact === 'probed' && fact.planned === 0);
  return isIdle && !hasGaps ? 'nothing of accounts’ own was there to compare' : undefined;
}
