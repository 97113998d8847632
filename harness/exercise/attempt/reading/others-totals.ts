import { askable } from '../../../deployment/surfaces/surface.ts';
import type { Definition } from '../../../deployment/definition.ts';

/** Paths of numbers in a list's answer that count not only the viewer's own, as figures with `unattributed` say. */
export function othersTotals(surfaces: Definition['surfaces'], id: string): string[] {
  const address = (name: string): string => name.replace(/#.*$/, '');
  return askable(surfaces).flatMap((surface) =>
    'figure' in surface &&
    surface.figure !== undefined &&
    surface.unattributed !== undefined &&
    address(surface.id) === address(id)
      ? [surface.figure]
      : [],
  );
}
