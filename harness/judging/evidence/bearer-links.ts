import type { SurfaceInfo } from '../../domain/surface.ts';

/**
 * Whether whoever has an address of this surface may use it as long as it lasts. Strangers then have no plain
 * attempt to be refused; what they forge is judged, and need not be possible.
 */
export function isForBearers({ link }: SurfaceInfo): boolean {
  return link?.bearer === true;
}
