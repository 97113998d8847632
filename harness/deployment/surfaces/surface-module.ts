import type { SurfaceFacts, SurfaceInfo } from '../../domain/surface.ts';
import type { Definition } from '../definition.ts';
import type { Surface } from '../surface.ts';

/** What the description of a deployment has to know of surfaces of one kind. */
export type SurfaceModule<Kind extends Surface> = {
  /** What plan.json keeps of it. */
  infoOf(surface: Kind): Extract<SurfaceInfo, { kind: Kind['kind'] }>;
  /** The method and path that a definition writes, to which a fragment may be added to tell it from others. */
  addressedAs(surface: Kind): string;
  /** What is wrong with it in this definition; null where nothing is. */
  faultOf(surface: Kind, definition: Definition): string | null;
};

/** What plan.json keeps of a surface of any kind. */
export function factsOf(surface: Surface): SurfaceFacts {
  const { id, gives, needs, json, shows, imported, open, unattributed } = surface;
  return { id, gives, needs, json, shows, imported, open, unattributed };
}
