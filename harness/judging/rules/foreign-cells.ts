import type { AccountId } from '../../domain/accounts/account.ts';
import type { LedgerAccount } from '../../domain/ledger/ledger.ts';
import { mayView } from '../../domain/ledger/may-view.ts';
import type { SurfaceInfo } from '../../domain/surfaces/surface.ts';
import { countIn, gapOf, newCell } from '../evidence/cells.ts';
import type { Cell } from '../evidence/cells.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { describeKind, kindOf } from '../evidence/gap.ts';
import type { Gap } from '../evidence/gap.ts';
import { isGivenByShare } from '../evidence/surfaces/given-by-share.ts';
import { keyOf } from '../evidence/keys.ts';
import { canServe } from '../evidence/sessions/own-views.ts';
import { isAlive, isPaired } from '../evidence/sessions/pairing.ts';
import { remember } from '../evidence/remember.ts';
import { endOf } from '../evidence/sessions/time-of-run.ts';
import type { ResolvedAttempt } from '../evidence/resolved-attempt.ts';
import { weighingOf } from '../evidence/weighing.ts';
import { isForBearers, lifetimeOf } from '../../domain/surfaces/surface-traits.ts';

/**
 * Which surface x kind-of-viewer cells say nothing: in the judged phase every kind of account must have been
 * refused another's thing, clearly and paired. (What leaked in the other phase counts all the same.)
 */
export function foreignGaps(
  evidence: ExaminedEvidence,
  foreignAttempts: readonly ResolvedAttempt[],
  reached: readonly SurfaceInfo[],
): Gap[] {
  const { ledger, controls, phase, swept } = evidence;
  const cells = new Map<string, Cell>();
  /** Surfaces with an address that was held against whoever should not have it, not merely asked for. */
  const tried = new Set<string>();
  const kind = remember((account: AccountId) => kindOf(ledger, account));
  const cellOf = (surface: SurfaceInfo, viewer: AccountId): Cell => {
    const key = keyOf(surface.id, kind(viewer));
    const cell = cells.get(key) ?? newCell(surface.id, phase, describeKind(ledger, viewer));
    cells.set(key, cell);
    return cell;
  };
  const tryable = new Set(reached.filter((surface) => !isGivenByShare(ledger, surface)));
  for (const resolved of foreignAttempts) {
    const { attempt, surface, addressed } = resolved;
    if (!addressed || attempt.phase !== phase || !tryable.has(surface)) continue;
    if (attempt.variant !== 'asked') tried.add(surface.id);
    const { standing } = weighingOf(evidence, resolved);
    countIn(cellOf(surface, attempt.viewer), attempt, standing, {
      paired: isPaired(controls, resolved),
      alive: isAlive(evidence, resolved),
      endedByUpdate: evidence.dead.get(attempt.id) === 'ended-by-update',
    });
  }
  const endless: Gap[] = [];
  for (const surface of tryable) {
    if (isForBearers(surface)) {
      const isTried = lifetimeOf(surface) !== null || tried.has(surface.id);
      if (!isTried) endless.push({ surface: surface.id, who: null, why: whyUntried });
      continue;
    }
    for (const viewer of swept) {
      const isKnown = cells.has(keyOf(surface.id, kind(viewer.id)));
      if (!isKnown && hasForeignThing(evidence, surface, viewer)) cellOf(surface, viewer.id);
    }
  }
  return [...endless, ...[...cells.values()].map(gapOf).filter((gap) => gap !== null)];
}

const whyUntried =
  'whoever has its address may use it, for ever, and nothing signs it that could be forged: nobody was refused anything there (say how long it lasts, or accept the gap)';

/** Whether anybody else has something that this surface serves and this viewer may not see. */
function hasForeignThing(
  { ledger, plan, history }: ExaminedEvidence,
  surface: SurfaceInfo,
  viewer: LedgerAccount,
): boolean {
  if (surface.needs.length === 0) return false;
  const sentAt = endOf(plan, { ...history, attempts: [] });
  return ledger.things.values().some((thing) => {
    const owner = ledger.accounts.get(thing.owner);
    if (thing.owner === viewer.id || !canServe(surface, thing, owner)) return false;
    const query = { viewer: viewer.id, owner: thing.owner, thing: thing.id, field: null };
    return mayView(ledger, { ...query, sentAt, answeredAt: sentAt }) === 'no';
  });
}
