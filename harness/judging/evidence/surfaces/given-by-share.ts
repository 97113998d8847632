import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';

/**
 * Whether a surface has an address that a share alone gives (`GET /shared/{link}`), to those that it is shared with: no
 * owner asks there, and nobody else knows where to.
 */
export function isGivenByShare(ledger: Ledger, { by, needs }: SurfaceInfo): boolean {
  return by !== undefined && idsOfNone(ledger, needs).length > 0;
}

/** Those of some ids, by name, that neither a thing nor an account has. */
export function idsOfNone({ things, accounts }: Ledger, names: readonly string[]): string[] {
  const holders = [...things.values(), ...accounts.values()];
  return names.filter((name) => !holders.some(({ ids }) => Object.hasOwn(ids, name)));
}
