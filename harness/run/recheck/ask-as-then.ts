import { linkSource } from '../../domain/surfaces/link-variant.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { type Named, onlyThose } from '../../exercise/probes/choosing/only-those.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import type { SweepProbe } from '../../exercise/probes/probe.ts';
import type { WayAgain } from './way-again.ts';

/**
 * The probe with only those of its attempts that are made as the violation was: on its surface and in its variant.
 * Other probes make all of their attempts there. Where the surface is listened to, owners also ask for what shows that
 * their sessions work, as staff do, who have nothing of their own.
 */
export function askAsThen(
  probe: SweepProbe,
  violation: Violation,
  { surface, allSurfaces }: WayAgain,
): SweepProbe {
  const isThere = (id: string): boolean => allSurfaces || id === surface.id;
  const isWanted = (named: Named): boolean => {
    if (!('surface' in named)) return true;
    if ('listeners' in named) return isThere(named.surface.id);
    const by = ('probe' in named ? named.probe : undefined) ?? probe.id;
    if (by === violation.probe && by !== ownViews.id) return isAsThen(named, violation);
    if (isThere(named.surface.id)) return true;
    if (by !== ownViews.id) return false;
    return surface.kind === 'listen' || named.session?.account.role !== 'patient';
  };
  return onlyThose(probe, isWanted);
}

/** Whether an attempt of the violation's own probe is on its surface and in its variant. */
function isAsThen(
  named: Extract<Named, { session: unknown }>,
  { surface, variant }: Violation,
): boolean {
  // It was seen on the way, in the answer that gives the address of a link.
  if (variant === linkSource) return true;
  const plain = 'variant' in named ? named.variant : undefined;
  return named.surface.id === surface && (named.change?.name ?? plain ?? 'plain') === variant;
}
