import { compareText } from '../../domain/in-order.ts';
import { phases } from '../../domain/phase.ts';
import type { Gives, SurfaceInfo } from '../../domain/surface.ts';
import { reasonOf } from './cells.ts';
import type { Examined } from './examine.ts';
import type { Gap } from './gap.ts';
import { phaseInWords } from './gap.ts';
import { keyOf } from './keys.ts';
import { isOwnersGrant } from './pairing.ts';
import { publicSurfaces } from './public-surfaces.ts';
import { isAttributed, signsOf } from './signs.ts';
import type { Tried } from './tried.ts';

/** Surfaces that owners reached in the judged phase, so that refusals there mean something; and the others. */
export type Reach = { reached: readonly SurfaceInfo[]; gaps: readonly Gap[] };

/** Which of the plan's surfaces (of one kind) were granted to an owner. */
export function reachOf(examined: Examined, gives?: Gives): Reach {
  const granted = grantedSurfaces(examined);
  const reached: SurfaceInfo[] = [];
  const gaps: Gap[] = [];
  for (const surface of examined.plan.surfaces) {
    if (gives !== undefined && surface.gives !== gives) continue;
    if (isUnreached(examined, surface)) continue;
    if (granted.has(keyOf(surface.id, examined.phase))) reached.push(surface);
    else {
      const why = `no owner was ever shown anything of their own ${phaseInWords(examined.phase)}`;
      gaps.push({ surface: surface.id, who: null, why: `${why}${obstacle(examined, surface)}` });
    }
  }
  return { reached, gaps };
}

/** What owners met there instead, most often. */
function obstacle({ tried, phase, ledger }: Examined, { id, needs }: SurfaceInfo): string {
  const counts = new Map<string, number>();
  for (const { attempt, surface, asked, state } of tried) {
    if (surface.id !== id || attempt.phase !== phase || asked !== 'own' || state !== 'open')
      continue;
    const why = attempt.why === undefined ? `status ${attempt.status}` : reasonOf(attempt.why);
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  if (first !== undefined) return ` (${first[0]})`;
  const holders = [...ledger.things.values(), ...ledger.accounts.values()];
  const lacking = needs.filter((name) => !holders.some(({ ids }) => Object.hasOwn(ids, name)));
  return lacking.length === 0
    ? ''
    : ` (no function of the definition returned an id ${lacking.join(', ')})`;
}

/**
 * Imported, and never granted to anybody in any phase, or public: listed as unreached, and not judged. What was seen
 * there of patients counts all the same.
 */
export function isUnreached(examined: Examined, surface: SurfaceInfo): boolean {
  if (!surface.imported) return false;
  const granted = grantedSurfaces(examined);
  return (
    !phases.some((phase) => granted.has(keyOf(surface.id, phase))) ||
    publicSurfaces(examined).has(surface)
  );
}

/** Why an imported surface was not reached, in words. */
export function whyUnreached(examined: Examined, surface: SurfaceInfo): string {
  if (publicSurfaces(examined).has(surface))
    return 'public: shown to everybody alike, signed in or not, and nothing of a patient in it';
  return `no owner was ever shown anything of their own${obstacle(examined, surface)}`;
}

const grants = new WeakMap<Examined, ReadonlySet<string>>();

/** By surface and phase. A list without a row of the viewer's own does not show that rows would be seen. */
function grantedSurfaces(examined: Examined): ReadonlySet<string> {
  const { ledger, tried } = examined;
  const known = grants.get(examined);
  if (known !== undefined) return known;
  const granted = new Set<string>();
  grants.set(examined, granted);
  for (const one of tried) {
    const key = keyOf(one.surface.id, one.attempt.phase);
    if (!granted.has(key) && isOwnersGrant(one) && showsOwn(one)) granted.add(key);
  }
  return granted;

  function showsOwn(one: Tried): boolean {
    const { surface, attempt } = one;
    if (surface.gives !== 'list' || surface.unattributed !== undefined) return true;
    if (attempt.items?.some((item) => isAttributed(ledger, one, item))) return true;
    return attempt.items === null && signsOf(ledger, one).some(({ owner }) => owner === one.as);
  }
}
