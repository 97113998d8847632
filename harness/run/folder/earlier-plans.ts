import type { LinkInfo, SurfaceFacts, SurfaceInfo } from '../../domain/surface.ts';

/** A surface as plans told of it before surfaces had kinds. */
type EarlierSurface = SurfaceFacts & { kind?: undefined; link?: LinkInfo['link']; listened?: true };

/** Gives a surface of an earlier plan the kind that follows from what it has; another is as it was. */
export function withKind(surface: SurfaceInfo | EarlierSurface): SurfaceInfo {
  if (surface.kind !== undefined) return surface;
  const { link, listened, kind: _, ...facts } = surface;
  if (link !== undefined) return { ...facts, kind: 'link', link };
  return { ...facts, kind: listened === true ? 'listen' : 'request' };
}
