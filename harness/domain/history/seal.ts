import { createHmac } from 'node:crypto';
import type { Closed } from './history-record.ts';

/** The key that seals a run's history files. It is derived from the key of the run's digests, and as secret. */
export function sealKeyFrom(idKey: string): string {
  return createHmac('sha256', idKey).update('chaperone history seal 1').digest('hex');
}

/**
 * The seal of a closed history file, in hex. It covers the number of records and the digest of all bytes before them, so
 * whoever changes the file and mends both still needs the key.
 */
export function sealOf(key: string, { worker, at, records, digest }: Closed): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([worker, at, records, digest ?? null]))
    .digest('hex');
}
