import type { ThingId } from '../../domain/ledger/thing.ts';
import type { Account, Thing } from '../state/held.ts';
import type { Holder } from '../state/holdings.ts';
import { takeNumber } from '../state/holdings.ts';
import type { Recorder } from '../state/recorder.ts';
import { saveThing } from './saved-items.ts';

/** Sets a thing apart for others to try writes on. See `Worker.contest`. */
export function contest(worker: Recorder & Holder, account: Account, thing: Thing | null): ThingId {
  const id = thing?.id ?? `${account.id}.${takeNumber(worker.holdings, account.id, 'nextThing')}`;
  if (thing !== null) {
    const apart: Thing = { ...thing, contested: true };
    worker.holdings.things.set(id, apart);
    worker.journal.write({ holds: 'things', item: saveThing(worker, apart) });
  }
  worker.recordFact({
    type: 'fact',
    fact: 'contested',
    at: Date.now(),
    account: account.id,
    thing: id,
  });
  return id;
}
