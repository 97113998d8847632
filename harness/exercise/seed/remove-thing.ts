import { now } from '../../domain/clock.ts';
import type { Session, Thing } from '../state/held.ts';
import { failedFact } from '../state/failed-fact.ts';
import type { Holder } from '../state/holdings.ts';
import type { Recorder } from '../state/recorder.ts';
import type { RunIdentity } from '../state/run-identity.ts';

type ThingRemoving = RunIdentity & Recorder & Holder;

/** Removes a thing as its owner does. See `Worker.removeThing`. */
export async function removeThing(
  worker: ThingRemoving,
  { http, account }: Session,
  { id, ids }: Thing,
): Promise<void> {
  const { remove } = worker.definition.consultations;
  if (remove === undefined) throw new Error('the definition has no consultations.remove');
  try {
    await remove({ http, account, ids });
  } catch (error) {
    worker.recordFact(failedFact(account.id, account.cohort, 'removal of a thing', error));
    throw error;
  }
  noteRemovedThing(worker, { account: account.id, thing: id });
}

/** Notes that a thing is gone. */
export function noteRemovedThing(
  { holdings, journal, recordFact }: Recorder & Holder,
  { account, thing }: { account: string; thing: string },
): void {
  holdings.things.delete(thing);
  journal.write({ removed: account, thing });
  recordFact({ type: 'fact', fact: 'removed', at: now(), account, thing });
}
