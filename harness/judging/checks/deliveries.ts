import type { AccountId } from '../../domain/account.ts';
import type { Attempt, DeliveryInfo } from '../../domain/attempt.ts';
import type { Breach } from '../../domain/breach.ts';
import type { FactOf } from '../../domain/fact.ts';
import { fieldOfToken } from '../../domain/may-view.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { ThingId } from '../../domain/thing.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { describeKind } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';

type Judged = { breaches: Breach[]; gaps: Gap[]; attempts: number; granted: number };
type Delivered = Attempt & { delivery: DeliveryInfo };

/** A sign of a patient in what a third party got. `owner` null: of somebody unknown. */
type Sign = { owner: AccountId | null; thing: ThingId | null; name: string; sighting: Sighting };

/**
 * Judges what third parties got: each delivery must hold the data of one patient only, go to no other patient's address,
 * and to the party that was named for its thing. Of each thing for which one was named, something must have been seen.
 */
export function judgeDeliveries(evidence: ExaminedEvidence): Judged {
  const { history, ledger, phase } = evidence;
  const judged: Judged = { breaches: [], gaps: [], attempts: 0, granted: 0 };
  const addressed = history.facts.filter((fact) => fact.fact === 'addressed');
  const arrived = new Set<string>();
  for (const delivered of firstOfEach(history.attempts)) {
    const signs = signsIn(evidence, delivered);
    const { party } = delivered.delivery;
    for (const { thing } of signs) if (thing !== null) arrived.add(keyOf(party, thing));
    // What the release before has sent is no fault of this one.
    if (delivered.phase !== phase) continue;
    judged.attempts += 1;
    const breach = breachOf(delivered, signs, addressed);
    if (breach !== null) judged.breaches.push(breach);
    else if (signs.length > 0) judged.granted += 1;
  }
  for (const { account, thing, party } of addressed) {
    if (ledger.things.get(thing)?.phase !== phase || ledger.contested.has(thing)) continue;
    if (arrived.has(keyOf(party, thing))) continue;
    const who = describeKind(ledger, account);
    const why = 'nothing of what was to be delivered was seen there';
    judged.gaps.push({ surface: `outbound ${party}`, who, why });
  }
  return judged;
}

/** Each delivery once: a later worker of the run reads those of before again. */
function firstOfEach(attempts: readonly Attempt[]): Delivered[] {
  const first = new Map<string, Delivered>();
  for (const attempt of attempts) {
    if (!isDelivered(attempt)) continue;
    const known = first.get(attempt.delivery.id);
    if (known === undefined || attempt.sentAt < known.sentAt)
      first.set(attempt.delivery.id, attempt);
  }
  return [...first.values()].sort((a, b) => a.sentAt - b.sentAt);
}

function isDelivered(attempt: Attempt): attempt is Delivered {
  return attempt.delivery !== undefined;
}

function keyOf(party: string, thing: ThingId): string {
  return `${thing} ${party}`;
}

/** The signs of patients. Who prescribes is told with what is prescribed. */
function signsIn({ ledger }: ExaminedEvidence, { sightings }: Delivered): Sign[] {
  return sightings.flatMap((sighting): Sign[] => {
    if (sighting.kind !== 'token') return [];
    const { owner, thing, name } = fieldOfToken(ledger, sighting.token);
    const role = ledger.accounts.get(owner ?? '')?.role ?? 'patient';
    return role === 'patient' ? [{ owner, thing, name, sighting }] : [];
  });
}

function breachOf(
  delivered: Delivered,
  signs: readonly Sign[],
  addressed: readonly FactOf<'addressed'>[],
): Breach | null {
  const { party, to, of } = delivered.delivery;
  // The patient's own details tell whom it is about; else what stands in it last, which was added last.
  const subject = of ?? (signs.find(({ thing }) => thing === null) ?? signs.at(-1))?.owner ?? null;
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
  delivered: Delivered,
  subject: AccountId,
  { owner, sighting: recorded }: Sign,
  what: string,
): Breach {
  const { where, encoding } = recorded;
  return {
    kind: 'leak',
    // The third party is no account: what is told is whose delivery it was.
    attempt: { ...delivered, viewer: subject },
    owner,
    sighting: { what, where, encoding },
    recorded,
    item: null,
  };
}
