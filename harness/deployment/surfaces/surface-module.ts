import type { SurfaceFacts, SurfaceInfo } from '../../domain/surfaces/surface.ts';
import type { Definition } from '../definition.ts';
import type { Surface } from './surface.ts';

/** The code for surfaces of one kind, in the description of a deployment. */
export type SurfaceModule<Kind extends Surface> = {
  /** The part of the surface that plan.json keeps. */
  infoOf(surface: Kind): Extract<SurfaceInfo, { kind: Kind['kind'] }>;
  /** The method and path as written in the definition, with a fragment if it has one. */
  addressedAs(surface: Kind): string;
  /** Why the surface does not fit the rest of the definition; null when it fits. */
  faultOf(surface: Kind, definition: Definition): string | null;
};

/** The fields that plan.json keeps of surfaces of all kinds. */
export function factsOf(surface: Surface): SurfaceFacts {
  const { id, gives, needs, json, form, shows } = surface;
  const { by, imported, open, personal, figure, counts, unattributed } = surface;
  return {
    id,
    gives,
    needs,
    json,
    form,
    shows,
    by,
    imported,
    open,
    personal,
    figure,
    counts,
    unattributed,
  };
}
