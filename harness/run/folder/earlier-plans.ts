import type { LinkInfo, SurfaceFacts, SurfaceInfo } from '../../domain/surfaces/surface.ts';

/** A surface in a plan from before surfaces had a kind. */
type EarlierSurface = SurfaceFacts & { kind?: undefined; link?: LinkInfo['link']; listened?: true };

/**
 * Adds the kind to a surface of an earlier plan, derived from its other fields. A surface with a kind stays as it is.
 */
export function withKind(surface: SurfaceInfo | EarlierSurface): SurfaceInfo {
  if (surface.kind !== undefined) return surface;
  const { link, listened, kind: _, ...facts } = surface;
  if (link !== undefined) return { ...facts, kind: 'link', link };
  return { ...facts, kind: listened === true ? 'listen' : 'request' };
}
