import type { Definition } from './definition.ts';

/** The folder of the leases on a pool's accounts; null where the definition has no pool. */
export function leaseFolder({ pool, leases }: Definition['accounts']): string | null {
  return pool === undefined ? null : (leases ?? `${pool}.leases`);
}
