import { isPaired, isPairedAnywhere } from '../evidence/sessions/pairing.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { conclude } from './finding.ts';
import { judgeRefusedState } from './refused-states.ts';
import type { Invariant } from './invariant.ts';

/** Without a session nothing of anybody's comes, but for what everybody may see. */
export const noAnonymousAccess: Invariant = {
  id: 'no-anonymous-access',
  title: 'Nobody gets in without signing in',
  severity: 'critical',
  references: ['CWE-306', 'CWE-862', 'OWASP API2:2023 Broken Authentication'],
  help: 'Something of a patient’s came without a session. Look first at whether the route is behind the sign-in check at all, then at addresses that carry their own permission (signed or guessable links), then at shared caches; where a wrong password was enough, at how passwords are compared.',
  judge(evidence) {
    const { controls } = evidence;
    const tally = judgeRefusedState(evidence, 'none', (resolved) => ({
      paired:
        resolved.thing === null
          ? isPairedAnywhere(controls, resolved)
          : isPaired(controls, resolved),
      alive: true,
    }));
    // Whoever gives a wrong password has shown nothing of who they are.
    const wrong = evidence.attempts.filter(({ state }) => state === 'wrong-password');
    const leaks = wrong.flatMap((resolved) => weighingOf(evidence, resolved).leaks);
    return conclude(evidence, { ...tally, breaches: [...tally.breaches, ...leaks] });
  },
};
