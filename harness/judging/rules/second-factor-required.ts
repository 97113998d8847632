import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { FactOf } from '../../domain/ledger/fact.ts';
import type { Breach } from '../../domain/verdict/breach.ts';
import { inOrder } from '../../domain/in-order.ts';
import { phaseInWords } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';
import { isPairedWithPast } from '../evidence/sessions/pairing.ts';
import { conclude } from './finding.ts';
import type { Invariant } from './invariant.ts';
import { judgeRefusedState } from './refused-states.ts';

/** Accounts with a second factor are asked for it, and reach nothing before they have given it. */
export const secondFactorRequired: Invariant = {
  id: 'second-factor-required',
  title: 'Nothing comes before the second factor',
  severity: 'high',
  references: ['CWE-308', 'CWE-304', 'OWASP API2:2023 Broken Authentication'],
  help: 'A password alone was enough. Look first at whether sign-in still asks for the code of accounts that have one, then at what the session may do between password and code.',
  judge(evidence) {
    const { controls, phase, ledger, plan } = evidence;
    const tally = judgeRefusedState(evidence, 'no-second-factor', (resolved) => ({
      paired: isPairedWithPast(controls, resolved),
      alive: true,
    }));
    const having = [...ledger.accounts.values()].filter(({ secondFactor }) => secondFactor);
    const signIns = inOrder(
      evidence.history.facts.filter((fact) => fact.fact === 'signed-in'),
    ).filter(({ account }) => ledger.accounts.get(account)?.secondFactor);
    const breaches = [
      ...tally.breaches,
      ...signIns.filter((fact) => !fact.secondFactorAsked).map(unasked),
    ];
    const asked = signIns.some((fact) => fact.secondFactorAsked && fact.phase === phase);
    const gaps: Gap[] = [...tally.gaps];
    const gap = (why: string) => gaps.push({ surface: null, who: null, why });
    if (having.length === 0) {
      // Said instead of a line for every surface, all of which follow from it.
      gaps.length = 0;
      gap(
        'no account has a second factor: let accounts.create return a totpSecret for a cohort, describe secondFactor.code, or say secondFactor: none(‘why’)',
      );
    } else if (!asked) {
      gap(
        `no account with a second factor signed in ${phaseInWords(phase)}, so nobody was asked for it`,
      );
    }
    const attempts = tally.attempts + signIns.length;
    const lacks = having.length === 0 ? plan.lacks.secondFactor : undefined;
    return conclude(evidence, { ...tally, breaches, gaps, attempts }, lacks);
  },
};

/** Where reports say that it happened: no surface of the plan, but the sign-in itself. */
const signIn = 'sign-in';

function unasked(fact: FactOf<'signed-in'>): Breach {
  const attempt: Attempt = {
    type: 'attempt',
    id: `${signIn} ${fact.session}`,
    worker: '',
    part: 'sweep',
    phase: fact.phase,
    release: null,
    viewer: fact.account,
    session: fact.session,
    sessionState: 'open',
    surface: signIn,
    thing: null,
    variant: 'plain',
    channel: 'http',
    sentAt: fact.at,
    answeredAt: fact.at,
    outcome: 'granted',
    status: null,
    headers: {},
    bytes: 0,
    truncated: false,
    digests: [],
    sightings: [],
    items: null,
  };
  const sighting = {
    what: 'a session, without having been asked for the second factor',
    where: signIn,
    encoding: 'plain',
  };
  return { kind: 'leak', attempt, owner: fact.account, sighting, recorded: null, item: null };
}
