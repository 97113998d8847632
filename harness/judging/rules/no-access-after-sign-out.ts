import { phases } from '../../domain/phase.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import type { Gap } from '../evidence/gap.ts';
import { keyOf } from '../evidence/keys.ts';
import { isPairedWithPast, sessionOf } from '../evidence/sessions/pairing.ts';
import { isMislabelled } from '../evidence/resolved-attempt.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { conclude } from './finding.ts';
import type { Invariant } from './invariant.ts';
import { judgeRefusedState } from './refused-states.ts';

/** A session that was signed out opens nothing any more, not even one's own. */
export const noAccessAfterSignOut: Invariant = {
  id: 'no-access-after-sign-out',
  title: 'Signing out ends access',
  severity: 'high',
  references: ['CWE-613', 'OWASP API2:2023 Broken Authentication'],
  help: 'A session that had been signed out, or was from before a new password, still brought something. Look first at whether signing out ends the session on the server or only forgets it in the client, then at tokens that live beyond it or can still be renewed, then at caches.',
  judge(evidence) {
    const { plan, controls } = evidence;
    const tally = judgeRefusedState(evidence, 'signed-out', (resolved) => ({
      paired: isPairedWithPast(controls, resolved),
      alive: true,
    }));
    tally.gaps.push(...sessionGaps(evidence), ...connectionGaps(evidence));
    return conclude(evidence, tally, tally.attempts === 0 ? plan.lacks.signOut : undefined);
  },
};

/** Why the sessions that were signed out say nothing. */
function sessionGaps(evidence: ExaminedEvidence): Gap[] {
  const { attempts, history, ledger } = evidence;
  const reasons: string[] = [];
  const signedOut = attempts.filter(({ state }) => state === 'signed-out');
  if (signedOut.length > 0 && !signedOut.some((resolved) => wasAlive(evidence, resolved))) {
    reasons.push(
      'no session had been granted anything before it was signed out: its refusals say nothing',
    );
  }
  const unknown = history.attempts.filter((attempt) => isMislabelled(ledger, attempt)).length;
  if (unknown > 0) {
    reasons.push(
      `${unknown} attempts say that their session was signed out, but nothing records it`,
    );
  }
  return reasons.map((why) => ({ surface: null, who: null, why }));
}

/** Connections that brought something after sign-out while the session lived on by design: nobody listened beyond it. */
function connectionGaps({ attempts, phase }: ExaminedEvidence): Gap[] {
  const heard = attempts.filter(
    ({ attempt, state }) =>
      attempt.variant === 'kept' &&
      attempt.phase === phase &&
      attempt.outcome === 'granted' &&
      state === 'changing',
  );
  const why =
    'a connection stayed open after sign-out, while sessions may live on (signOut.within), and nobody listened whether it ends with them: let sign-out close it, or accept the gap';
  return [...new Set(heard.map(({ surface }) => surface.id))].map((surface) => ({
    surface,
    who: null,
    why,
  }));
}

/** Whether the session had ever been granted anything: one that never worked is refused everything too. */
function wasAlive({ controls, ledger }: ExaminedEvidence, { attempt }: ResolvedAttempt): boolean {
  const ended = ledger.sessions.get(attempt.session ?? '')?.signedOut?.from ?? attempt.sentAt;
  return phases.some((phase) => {
    const life = controls.ofSession.get(keyOf(sessionOf(attempt), phase));
    return life !== undefined && life.firstAnswered <= ended;
  });
}
