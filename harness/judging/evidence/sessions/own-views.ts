import type { LedgerAccount, LedgerThing } from '../../../domain/ledger/ledger.ts';
import type { Phase } from '../../../domain/phase.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import { removedThing } from '../../../domain/surfaces/variant.ts';
import { whyEndedByUpdate } from './dead-sessions.ts';
import type { ExaminedEvidence } from '../examined-evidence.ts';
import { describeKind, phaseInWords } from '../gap.ts';
import type { Gap } from '../gap.ts';
import { tallyKey } from './own-tallies.ts';
import type { OwnTally } from './own-tallies.ts';
import { traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/** One thing that an owner should have asked for, at one surface; `thing` null at a fixed address. */
export type OwnView = { surface: SurfaceInfo; account: LedgerAccount; thing: ThingId | null };

/** Whether a surface can be asked for without a thing: at a fixed address, or by the account's own ids. */
function hasAddress({ needs }: SurfaceInfo, account: LedgerAccount): boolean {
  return needs.every((binding) => Object.hasOwn(account.ids, binding));
}

/** Whether a thing (with its owner's ids) has all that a surface's address needs. */
export function canServe(
  { needs }: SurfaceInfo,
  thing: LedgerThing,
  owner: LedgerAccount | undefined,
): boolean {
  return needs.every(
    (binding) => Object.hasOwn(thing.ids, binding) || Object.hasOwn(owner?.ids ?? {}, binding),
  );
}

/** Things that were removed in order to ask for them again. What is removed at the end of a run is none of them. */
function removedThings(evidence: ExaminedEvidence): ReadonlySet<ThingId> {
  const known = removedByEvidence.get(evidence);
  if (known !== undefined) return known;
  const removed = evidence.attempts.flatMap(({ attempt: { variant, thing } }) =>
    variant === removedThing && thing !== null ? [thing] : [],
  );
  const found = new Set(removed);
  removedByEvidence.set(evidence, found);
  return found;
}

const removedByEvidence = new WeakMap<ExaminedEvidence, ReadonlySet<ThingId>>();

/** All that the sweep's accounts should have asked for at a surface. */
export function expectedOwnViews(evidence: ExaminedEvidence, surface: SurfaceInfo): OwnView[] {
  const { swept, ledger, own, phase } = evidence;
  return swept.flatMap((account): OwnView[] => {
    if (surface.by?.includes(account.role) === false) return [];
    if (hasAddress(surface, account)) return [{ surface, account, thing: null }];
    const views = (ledger.thingsOf.get(account.id) ?? [])
      .filter(({ id }) => !removedThings(evidence).has(id))
      .filter((thing) => canServe(surface, thing, account))
      .map(({ id }) => ({ surface, account, thing: id }));
    if (traitsOf(surface).asksForEach) return views;
    const heard = views.filter(({ thing }) =>
      own.has(tallyKey(surface.id, phase, account.id, thing)),
    );
    return heard.length > 0 ? heard : views.slice(0, 1);
  });
}

/** Why one's own was not seen whole in the judged phase; null where it was. */
export function gapInOwnView(
  { own, phase, ledger }: ExaminedEvidence,
  { surface, account, thing }: OwnView,
): Gap | null {
  const tally = own.get(tallyKey(surface.id, phase, account.id, thing));
  if (tally !== undefined && tally.whole > 0 && tally.dead === 0) return null;
  // Where staff have no list of their own, a refusal is a clear answer; and they do nothing that brings them news.
  if (account.role !== 'patient' && tally !== undefined) {
    if (tally.refused > 0 || (tally.silent > 0 && tally.dead === 0)) return null;
  }
  return { surface: surface.id, who: describeKind(ledger, account.id), why: causeOf(tally, phase) };
}

function causeOf(tally: OwnTally | undefined, phase: Phase): string {
  if (tally === undefined) return `owners did not ask for their own ${phaseInWords(phase)}`;
  if (tally.dead > 0 && tally.dead === tally.endedByUpdate) return whyEndedByUpdate;
  if (tally.dead > 0) {
    return `their session was refused everything ${phaseInWords(phase)}, or from some time on (expired?), and signing in again would hide a fault: verify sooner after seeding, or say by \`impossible\` that no session outlives an update`;
  }
  if (tally.cut > 0)
    return 'what owners were shown of their own was longer than the limit, and not read to the end';
  if (tally.refused > 0) return `owners were refused their own ${phaseInWords(phase)}`;
  if (tally.unclear === null && tally.silent > 0)
    return `owners heard nothing of what they did ${phaseInWords(phase)}`;
  return `what owners asked for of their own was unclear ${phaseInWords(phase)} (${tally.unclear ?? 'no reason was recorded'})`;
}
