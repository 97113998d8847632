import type { Invariant } from '../../domain/invariant.ts';
import { phases } from '../../domain/phase.ts';
import { judgeClosedDoors } from './closed-doors.ts';
import { examine } from '../evidence/examine.ts';
import type { Examined } from '../evidence/examine.ts';
import { conclude } from './finding.ts';
import { keyOf } from '../evidence/keys.ts';
import { isPairedWithPast, sessionOf } from '../evidence/pairing.ts';
import { isMislabelled } from '../evidence/tried.ts';
import type { Tried } from '../evidence/tried.ts';

/** A session that was signed out opens nothing any more, not even one's own. */
export const noAccessAfterSignOut: Invariant = {
  id: 'no-access-after-sign-out',
  title: 'Signing out ends access',
  severity: 'high',
  references: ['CWE-613', 'OWASP API2:2023 Broken Authentication'],
  help: 'A session that had been signed out still brought something. Look first at whether signing out ends the session on the server or only forgets it in the client, then at tokens that live beyond it, then at caches.',
  judge(evidence) {
    const examined = examine(evidence);
    const lacks = evidence.plan.lacks.signOut;
    const doors = judgeClosedDoors(examined, 'signed-out', (one) => ({
      paired: isPairedWithPast(examined.controls, one),
      alive: true,
    }));
    const barred = examined.tried.filter(({ state }) => state === 'signed-out');
    if (barred.length > 0 && !barred.some((one) => wasAlive(examined, one))) {
      const why =
        'no session had been granted anything before it was signed out: its refusals say nothing';
      doors.gaps.push({ surface: null, who: null, why });
    }
    const { history, ledger } = evidence;
    const unknown = history.attempts.filter((attempt) => isMislabelled(ledger, attempt)).length;
    if (unknown > 0) {
      const why = `${unknown} attempts say that their session was signed out, but nothing records it`;
      doors.gaps.push({ surface: null, who: null, why });
    }
    return conclude(evidence, { ...doors, lacks: doors.attempts === 0 ? lacks : undefined });
  },
};

/** Whether the session had ever been granted anything: one that never worked is refused everything too. */
function wasAlive({ controls, ledger }: Examined, { attempt }: Tried): boolean {
  const ended = ledger.sessions.get(attempt.session ?? '')?.signedOut?.from ?? attempt.sentAt;
  return phases.some((phase) => {
    const life = controls.ofSession.get(keyOf(sessionOf(attempt), phase));
    return life !== undefined && life.firstAnswered <= ended;
  });
}
