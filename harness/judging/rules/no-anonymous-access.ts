import type { Invariant } from '../../domain/invariant.ts';
import { judgeClosedDoors } from './closed-doors.ts';
import { examine } from '../evidence/examine.ts';
import { conclude } from './finding.ts';
import { isPaired, isPairedAnywhere } from '../evidence/pairing.ts';

/** Without a session nothing of anybody's comes, but for what everybody may see. */
export const noAnonymousAccess: Invariant = {
  id: 'no-anonymous-access',
  title: 'Nobody gets in without signing in',
  severity: 'critical',
  references: ['CWE-306', 'CWE-862', 'OWASP API2:2023 Broken Authentication'],
  help: 'Something of a patient’s came without a session. Look first at whether the route is behind the sign-in check at all, then at addresses that carry their own permission (signed or guessable links), then at shared caches.',
  judge(evidence) {
    const examined = examine(evidence);
    const { controls } = examined;
    const doors = judgeClosedDoors(examined, 'none', (one) => ({
      paired: one.thing === null ? isPairedAnywhere(controls, one) : isPaired(controls, one),
      alive: true,
    }));
    return conclude(evidence, doors);
  },
};
