import { freshCredential } from '../../domain/attempts/fresh-credential.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { foreignCredentials } from '../evidence/signs/foreign-credentials.ts';
import { describeKind, phaseInWords } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';
import { isOwnersGrant } from '../evidence/sessions/pairing.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { reachOf } from '../evidence/surfaces/reach.ts';
import { conclude, newTally } from './finding.ts';
import type { Invariant } from './invariant.ts';

/** No answer, to whomever, holds the session of another account. */
export const noForeignCredentials: Invariant = {
  id: 'no-foreign-credentials',
  title: 'Nobody is handed another’s credentials',
  severity: 'critical',
  references: ['CWE-522', 'CWE-488', 'OWASP API2:2023 Broken Authentication'],
  help: 'An answer carried a session token or cookie of another account, or what signs a link of theirs: whoever has it is that account, or has what the link leads to. Look first at request objects that are shared or reused, at pooled connections, at cached Set-Cookie headers, and at pages made on behalf of somebody else.',
  judge(evidence) {
    const tally = newTally([...reachOf(evidence).gaps, ...unansweredKinds(evidence)]);
    for (const resolved of evidence.attempts) {
      tally.breaches.push(...foreignCredentials(evidence.ledger, resolved));
      if (resolved.attempt.shrinking !== undefined) continue;
      if (isUnknownView(resolved)) {
        const { surface, why = '' } = resolved.attempt;
        tally.gaps.push({ surface, who: null, why });
      }
      tally.attempts += 1;
      if (isOwnersGrant(resolved)) tally.granted += 1;
    }
    return conclude(evidence, tally);
  },
};

/** Kinds of account of which one had no clear answer in the judged phase. */
function unansweredKinds({ attempts, phase, swept, ledger }: ExaminedEvidence): Gap[] {
  const answered = new Set<string>();
  for (const { attempt } of attempts) {
    const isClear = attempt.outcome !== 'unclear' && !attempt.truncated;
    if (isClear && attempt.phase === phase && attempt.shrinking === undefined)
      answered.add(attempt.viewer);
  }
  const why = `no clear answer came to accounts of this kind ${phaseInWords(phase)}`;
  return swept
    .filter(({ id }) => !answered.has(id))
    .map(({ id }) => ({ surface: null, who: describeKind(ledger, id), why }));
}

/** Whether a value from an answer, sent as a credential, opened a view that names nobody of the run. */
function isUnknownView({ attempt: { variant, outcome, status } }: ResolvedAttempt): boolean {
  const isAnswered = status !== null && status < 300;
  return variant === freshCredential && outcome === 'unclear' && isAnswered;
}
