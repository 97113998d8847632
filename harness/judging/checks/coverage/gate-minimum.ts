import type { Phase } from '../../../domain/phase.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { kindOf, phaseInWords, type Gap } from '../../evidence/gap.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';

/** So many other kinds of account try each surface in a gate that is a pass. */
const leastStrangers = 2;

/** Who tried a surface on one side of the update. */
type Triers = { owners: Set<string>; strangers: Set<string>; anonymous: boolean };

/**
 * What a gate lacks of the least that it must have seen on each side of the update: every surface tried by its owner, by
 * two other kinds of account and by somebody who is not signed in. Only what the time cut is held against it: a run
 * without a budget would have tried it.
 */
export function gateMinimum(evidence: ExaminedEvidence): Gap[] {
  const { plan } = evidence;
  if (plan.scope !== 'gate') return [];
  const sides: readonly Phase[] = plan.update.expected
    ? ['before-update', 'after-update']
    : [evidence.phase];
  const triers = triersOf(evidence);
  return sides.flatMap((phase) => {
    const cut = cutIn(evidence, phase);
    return plan.surfaces
      .filter((surface) => cut(surface.id) && !isUnreached(evidence, surface))
      .flatMap((surface) => {
        const { id } = surface;
        const missing = missingOf(surface, triers.get(keyOf(id, phase)));
        if (missing === null) return [];
        const why = `the gate\u2019s time was over before ${missing} had tried it ${phaseInWords(phase)} (give it a longer --budget)`;
        return [{ surface: id, who: null, why }];
      });
  });
}

function missingOf({ needs }: SurfaceInfo, triers: Triers | undefined): string | null {
  if (triers === undefined || triers.owners.size === 0) return 'its owners';
  // At an address that is the same for all, whoever is not the owner of a row is a stranger to it.
  const strangers = needs.length === 0 ? triers.owners.size - 1 : triers.strangers.size;
  if (strangers < leastStrangers) return 'two other kinds of account';
  return triers.anonymous ? null : 'somebody who is not signed in';
}

function triersOf({ attempts, ledger }: ExaminedEvidence): Map<string, Triers> {
  const all = new Map<string, Triers>();
  for (const { attempt, surface, asked, state } of attempts) {
    if (attempt.shrinking !== undefined) continue;
    const key = keyOf(surface.id, attempt.phase);
    const triers = all.get(key) ?? { owners: new Set(), strangers: new Set(), anonymous: false };
    all.set(key, triers);
    if (attempt.sessionState === 'none') triers.anonymous = true;
    else if (state === 'open') {
      const kind = kindOf(ledger, attempt.viewer);
      (asked === 'foreign' ? triers.strangers : triers.owners).add(kind);
    }
  }
  return all;
}

/** Whether the time cut attempts at a surface on one side of the update: told by surface, or a probe never began. */
function cutIn({ history }: ExaminedEvidence, phase: Phase): (surface: string) => boolean {
  const probed = history.facts
    .filter((fact) => fact.fact === 'probed')
    .filter((fact) => fact.phase === phase);
  const neverBegan = probed.some(({ unfinished, planned }) => unfinished === true && planned === 0);
  const cut = new Set(probed.flatMap(({ late = {} }) => Object.keys(late)));
  return (surface) => neverBegan || cut.has(surface);
}
