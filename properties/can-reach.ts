import type { Surface, Thing } from '../harness/index.ts';

/** Whether the deployment has given all ids that the surface's address asks for. */
export function canReach(surface: Surface, thing: Thing | null): boolean {
  const ids = { ...thing?.owner.ids, ...thing?.ids };
  return surface.needs.every((need) => need in ids);
}
