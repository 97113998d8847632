import type { Definition } from '../definition.ts';

type Surfaces = Definition['surfaces'];

/**
 * Leaves out imported surfaces whose address another surface has already, even with other names of bindings. A surface
 * written by hand takes precedence, then one that can be tried over an unreached one, then the one imported first.
 */
export function withoutShadowed(surfaces: Surfaces): Surfaces {
  const byHand = new Set(surfaces.filter(isByHand).map(addressOf));
  const reached = new Set(surfaces.filter((one) => 'path' in one).map(addressOf));
  const seen = new Set<string>();
  return surfaces.filter((one) => {
    if ('absent' in one || 'source' in one || isByHand(one)) return true;
    const address = addressOf(one);
    if (byHand.has(address) || seen.has(address)) return false;
    if ('unreached' in one && reached.has(address)) return false;
    seen.add(address);
    return true;
  });
}

/** Whether a surface was written by hand instead of imported. */
export function isByHand(surface: Surfaces[number]): boolean {
  return 'path' in surface && !surface.imported;
}

function addressOf(surface: Surfaces[number]): string {
  const id = 'path' in surface ? surface.id : 'unreached' in surface ? surface.unreached : '';
  return id.replace(/\{[^{}]*\}/g, '{}');
}
