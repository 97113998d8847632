import type { AccountId } from '../../domain/accounts/account.ts';
import type { Breach } from '../../domain/verdict/breach.ts';
import type { FactOf } from '../../domain/ledger/fact.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import { deliveriesIn } from '../evidence/deliveries.ts';
import type { Delivered, Sign } from '../evidence/deliveries.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { describeKind } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';

type Judged = { breaches: Breach[]; gaps: Gap[]; attempts: number; granted: number };
/**
 * Judges what third parties got: each delivery must hold the data of one patient only, go to no other patient's address,
 * and to the party that was named for its thing. Of each thing for which one was named, something must have been seen.
 */
export function judgeDeliveries(evidence: ExaminedEvidence): Judged {
  const { history, ledger, phase } = evidence;
  const judged: Judged = { breaches: [], gaps: [], attempts: 0, granted: 0 };
  const addressed = history.facts.filter((fact) => fact.fact === 'addressed');
  // Nothing is told apart any more by the tokens of what its owner has removed.
  const removed = new Set(
    history.facts.flatMap((fact) => (fact.fact === 'removed' ? [fact.thing ?? null] : [])),
  );
  const arrived = new Set<string>();
  for (const delivered of deliveriesIn(evidence)) {
    const {
      signs,
      delivery: { party },
    } = delivered;
    for (const { thing } of signs) if (thing !== null) arrived.add(keyOf(party, thing));
    // What the release before has sent is no fault of this one.
    if (delivered.attempt.phase !== phase) continue;
    judged.attempts += 1;
    const breach = breachOf(delivered, addressed);
    if (breach !== null) judged.breaches.push(breach);
    else if (signs.length > 0) judged.granted += 1;
  }
  for (const { account, thing, party } of addressed) {
    if (ledger.things.get(thing)?.phase !== phase || ledger.contested.has(thing)) continue;
    if (removed.has(thing) || arrived.has(keyOf(party, thing))) continue;
    const who = describeKind(ledger, account);
    const why = 'nothing of what was to be delivered was seen there';
    judged.gaps.push({ surface: `outbound ${party}`, who, why });
  }
  return judged;
}

function keyOf(party: string, thing: ThingId): string {
  return `${thing} ${party}`;
}

function breachOf(delivered: Delivered, addressed: readonly FactOf<'addressed'>[]): Breach | null {
  const {
    signs,
    subject,
    delivery: { party, to },
  } = delivered;
  if (subject === null) return null;
  const foreign = signs.find(({ owner }) => owner !== subject);
  if (foreign !== undefined) return breach(delivered, subject, foreign, foreign.name);
  for (const sign of signs) {
    const named = addressed.filter((fact) => fact.thing === sign.thing && fact.party === party);
    if (named.length > 0 && named.every((fact) => fact.to !== to))
      return breach(delivered, subject, sign, `${sign.name}, at another ${party} than was named`);
  }
  return null;
}

function breach(
  { attempt }: Delivered,
  subject: AccountId,
  { owner, sighting: recorded }: Sign,
  what: string,
): Breach {
  const { where, encoding } = recorded;
  return {
    kind: 'leak',
    // The third party is no account: what is told is whose delivery it was.
    attempt: { ...attempt, viewer: subject },
    owner,
    sighting: { what, where, encoding },
    recorded,
    item: null,
  };
}
