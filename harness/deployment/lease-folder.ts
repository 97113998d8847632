import type { Definition } from './definition.ts';

/** The folder of the leases on accounts of a pool; null when the definition has no pool. */
export function leaseFolder({ pool, leases }: Definition['accounts']): string | null {
  return pool === undefined ? null : (leases ?? `${pool}.leases`);
}
