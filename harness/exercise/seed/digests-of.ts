import type { IdDigests } from '../../domain/ledger/fact.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { Scanning } from '../scan/inspect.ts';

/** The keyed digests of ids, by name. A fact carries them, so that judging needs no key. */
export function digestsOf({ digest }: Pick<Scanning, 'digest'>, ids: Ids): IdDigests {
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, digest(value)]));
}
