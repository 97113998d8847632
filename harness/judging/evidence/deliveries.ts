import type { AccountId } from '../../domain/accounts/account.ts';
import type { Attempt, DeliveryInfo } from '../../domain/attempts/attempt.ts';
import { fieldOfToken } from '../../domain/ledger/may-view.ts';
import type { Evidence } from '../../domain/verdict/invariant.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';

/** A sign of a patient in what a third party got. `owner` null: of somebody unknown. */
export type Sign = {
  owner: AccountId | null;
  thing: ThingId | null;
  name: string;
  sighting: Sighting;
};

/** What a third party got. `subject`: the patient whose delivery it was, as far as that can be told. */
export type Delivered = {
  attempt: Attempt;
  delivery: DeliveryInfo;
  signs: readonly Sign[];
  subject: AccountId | null;
};

/** What third parties got, each delivery once: a later worker of the run reads those of before again. */
export function deliveriesIn({
  history,
  ledger,
}: Pick<Evidence, 'history' | 'ledger'>): Delivered[] {
  const first = new Map<string, Attempt & { delivery: DeliveryInfo }>();
  for (const attempt of history.attempts) {
    if (!isDelivered(attempt)) continue;
    const known = first.get(attempt.delivery.id);
    if (known === undefined || attempt.sentAt < known.sentAt)
      first.set(attempt.delivery.id, attempt);
  }
  return [...first.values()]
    .sort((a, b) => a.sentAt - b.sentAt)
    .map((attempt) => {
      const { delivery } = attempt;
      const signs = signsIn(ledger, attempt);
      // The patient's own details tell whom it is about; else what stands in it last, which was added last.
      const own = signs.find(({ thing }) => thing === null) ?? signs.at(-1);
      return { attempt, delivery, signs, subject: delivery.of ?? own?.owner ?? null };
    });
}

function isDelivered(attempt: Attempt): attempt is Attempt & { delivery: DeliveryInfo } {
  return attempt.delivery !== undefined;
}

/** The signs of patients. Who prescribes is told with what is prescribed. */
function signsIn(ledger: Evidence['ledger'], { sightings }: Attempt): Sign[] {
  return sightings.flatMap((sighting): Sign[] => {
    if (sighting.kind !== 'token') return [];
    const { owner, thing, name } = fieldOfToken(ledger, sighting.token);
    const role = ledger.accounts.get(owner ?? '')?.role ?? 'patient';
    return role === 'patient' ? [{ owner, thing, name, sighting }] : [];
  });
}

/** What others tried that is judged apart from all other attempts: their writes, and deliveries as their patients'. */
export function triedApart(evidence: Pick<Evidence, 'history' | 'ledger'>): Attempt[] {
  const writes = evidence.history.attempts.filter(
    ({ writing }) => writing?.way !== undefined && writing.way !== 'own-write',
  );
  const delivered = deliveriesIn(evidence).flatMap(({ attempt, subject }) =>
    subject === null ? [] : [{ ...attempt, viewer: subject }],
  );
  return [...writes, ...delivered];
}
