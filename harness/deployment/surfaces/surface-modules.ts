import type { SurfaceInfo, SurfaceKind } from '../../domain/surfaces/surface.ts';
import type { Surface } from './surface.ts';
import { linkModule } from './link.ts';
import { listenModule } from './listen.ts';
import { requestModule } from './request.ts';
import type { SurfaceModule } from './surface-module.ts';

const modules: { [Kind in SurfaceKind]: SurfaceModule<Extract<Surface, { kind: Kind }>> } = {
  request: requestModule,
  link: linkModule,
  listen: listenModule,
};

/** The module of a surface's kind. */
export function moduleOf<Kind extends Surface>({ kind }: Kind): SurfaceModule<Kind> {
  // The compiler does not see that the entry belongs to the same member of the union.
  return modules[kind] as unknown as SurfaceModule<Kind>;
}

/** The part of a surface that plan.json keeps, so that judging needs no user code. */
export function describeSurface(surface: Surface): SurfaceInfo {
  return moduleOf(surface).infoOf(surface);
}
