import type { Plan } from '../../../domain/plan.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';

/** A place without the ids of the rows that it stands in: `$.items[*].place`. */
export function withoutRows(where: string): string {
  return where.replace(/\[[0-9a-f]{16}\]/g, '[*]');
}

/** Whether a place moves by design when others do something, as the definition says (`shared`). */
export function isShared(
  { shared = [] }: Pick<Plan, 'shared'>,
  { id }: Pick<SurfaceInfo, 'id'>,
  where: string,
): boolean {
  const place = withoutRows(where).replace(/\[\d+\]/g, '[*]');
  return shared.some(
    ({ surface, path }) =>
      surface === id &&
      (place === path || place.startsWith(`${path}.`) || place.startsWith(`${path}[`)),
  );
}
