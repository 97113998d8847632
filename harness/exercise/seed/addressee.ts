import { now } from '../../domain/clock.ts';
import type { NameAddressee } from '../../deployment/outbound.ts';
import type { ThingId } from '../../domain/ledger/thing.ts';
import type { Scanning } from '../scan/inspect.ts';
import type { Account } from '../state/held.ts';
import type { Recorder } from '../state/recorder.ts';

/** Records to whom something of a thing is to be delivered. Of a thing that does not exist yet, nothing is. */
export function nameAddressee(
  worker: Recorder & Pick<Scanning, 'digest'>,
  account: Pick<Account, 'id'>,
  thing: ThingId | null,
): NameAddressee {
  return (party, to) => {
    if (thing === null) return;
    worker.recordFact({
      type: 'fact',
      fact: 'addressed',
      at: now(),
      account: account.id,
      thing,
      party,
      to: worker.digest(to),
    });
  };
}
