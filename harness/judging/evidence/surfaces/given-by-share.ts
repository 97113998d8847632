import type { Ledger } from '../../../domain/ledger/ledger.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';

/**
 * Whether a surface has an address that a share alone gives (`GET /shared/{link}`), to those that it is shared with: no
 * owner asks there, and nobody else knows where to.
 */
export function isGivenByShare({ things, accounts }: Ledger, { by, needs }: SurfaceInfo): boolean {
  if (by === undefined) return false;
  const holders = [...things.values(), ...accounts.values()];
  return needs.some((name) => !holders.some(({ ids }) => Object.hasOwn(ids, name)));
}
