import type { AccountId } from '../../../domain/accounts/account.ts';
import type { Attempt, Item } from '../../../domain/attempts/attempt.ts';
import type { Phase } from '../../../domain/phase.ts';
import { phases } from '../../../domain/phase.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { keyOf } from '../keys.ts';
import { isOwnPlain } from '../sessions/pairing.ts';
import { holdsPatients, isPublic } from './public-surfaces.ts';
import type { Known, PublicSurfaces } from './public-surfaces.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';

/**
 * What looks common: a catalogue of countries, fields or collections that every account is shown alike, and that names
 * none of them. Nobody said that it is for everybody who is signed in, so it is told from what was seen, at fixed
 * addresses alone, where at least two patients asked on each side of the update.
 */
export type CommonSurfaces = {
  /** Imported and alike on each side: not judged, but told. The value: it is another catalogue since the update. */
  surfaces: ReadonlyMap<string, boolean>;
  /** Imported and alike before the update, but no longer: judged. */
  changed: ReadonlySet<string>;
  /** Imported, and something else since the update, public or not: in doubt, where it is alike for all on each side. */
  replaced: ReadonlySet<string>;
  /** Lists that were written by hand and are alike on each side: judged, and told what they look like. */
  byHand: ReadonlySet<string>;
  /** Rows of imported lists that every account was shown on one side, by `rowKey`. */
  rows: ReadonlySet<string>;
};

/** What patients were shown of a surface on one side, each look as the keys of what it held. */
type Looks = { viewer: AccountId; held: ReadonlySet<string>; fields: Attempt['fields'] }[];

/** Finds what looks common. */
export function findCommonSurfaces(
  evidence: Known & { publicSurfaces: PublicSurfaces },
  attempts: readonly ResolvedAttempt[],
): CommonSurfaces {
  const surfaces = new Map<string, boolean>();
  const changed = new Set<string>();
  const replaced = new Set<string>();
  const byHand = new Set<string>();
  const rows = new Set<string>();
  for (const [surface, bySide] of looksBySurface(evidence, attempts)) {
    const sides = sidesOf(evidence, attempts).map((phase) => bySide.get(phase) ?? []);
    const [first = [], last = []] = [sides[0], sides.at(-1)];
    const isForEverybody = isPublic(evidence.publicSurfaces, surface);
    const isAlike = sides.every(areAlike);
    // Clocks and counts make what is public another each time.
    if (surface.imported && (isAlike || isForEverybody) && isSomethingElse(surface, first, last))
      replaced.add(surface.id);
    if (isForEverybody || !areAlike(first)) continue;
    if (!surface.imported) {
      if (isAlike) byHand.add(surface.id);
      continue;
    }
    if (isAlike) surfaces.set(surface.id, !isSame(first, last));
    else if (last.length > 0) changed.add(surface.id);
    for (const side of sides) for (const key of shownToAll(side)) rows.add(keyOf(surface.id, key));
  }
  return { surfaces, changed, replaced, byHand, rows };
}

/** Whether a surface looks common, and is not public. */
export function looksCommon({ surfaces }: CommonSurfaces, { id }: SurfaceInfo): boolean {
  return surfaces.has(id);
}

/** Whether a row is of what all accounts are shown that have signed in; a session that has ended may be shown it still. */
export function isCommonRow(
  { surfaces, rows }: CommonSurfaces,
  { attempt, surface, state }: ResolvedAttempt,
  { whole }: Item,
): boolean {
  if (state === 'none' || !surface.imported) return false;
  // Further pages and other orders of the catalogue are not asked for by all.
  if (attempt.changed !== undefined && surfaces.has(surface.id)) return true;
  return whole !== undefined && rows.has(keyOf(surface.id, whole));
}

/** The sides of the update on which a surface must be alike. */
function sidesOf({ plan }: Known, attempts: readonly ResolvedAttempt[]): readonly Phase[] {
  if (plan.update.expected) return phases;
  return phases.filter((phase) => attempts.some(({ attempt }) => attempt.phase === phase));
}

function looksBySurface(
  evidence: Known & { publicSurfaces: PublicSurfaces },
  attempts: readonly ResolvedAttempt[],
): Map<SurfaceInfo, Map<Phase, Looks>> {
  const found = new Map<SurfaceInfo, Map<Phase, Looks>>(
    evidence.plan.surfaces.filter(mayBeCommon).map((surface) => [surface, new Map()]),
  );
  for (const resolved of attempts) {
    const { attempt, surface, addressed } = resolved;
    const bySide = found.get(surface);
    if (bySide === undefined || !addressed) continue;
    const held = heldIn(resolved);
    if (held === null || holdsPatients(evidence, resolved)) {
      found.delete(surface);
      continue;
    }
    if (held === undefined || !isPatientsOwn(evidence, resolved)) continue;
    const looks = bySide.get(attempt.phase) ?? [];
    bySide.set(attempt.phase, looks);
    looks.push({ viewer: attempt.viewer, held, fields: attempt.fields });
  }
  return found;
}

/** Media at a fixed address is granted to its viewers, and compared by its ranges. */
function mayBeCommon(surface: SurfaceInfo): boolean {
  const { needs, gives, shows, unattributed, imported, personal } = surface;
  const isFixed = needs.length === 0 && shows === undefined && unattributed === undefined;
  return isFixed && personal !== true && (gives === 'list' || (imported && gives === 'read'));
}

function isPatientsOwn({ ledger }: Known, resolved: ResolvedAttempt): boolean {
  const { role } = ledger.accounts.get(resolved.attempt.viewer) ?? {};
  return isOwnPlain(resolved) && role === 'patient';
}

/** Keys of what an answer held: none, where it was refused. Undefined: nobody can tell. Null: of rows that cannot be known again. */
function heldIn({ attempt, surface }: ResolvedAttempt): ReadonlySet<string> | null | undefined {
  const { outcome, items, whole, truncated } = attempt;
  if (outcome === 'denied' || outcome === 'concealed') return new Set();
  if (items === null) return whole === undefined ? undefined : new Set([whole]);
  if (truncated) return null;
  // By its ids alone a row is known well enough to be told of, not to be left unjudged.
  const keys = items.map(({ ids, whole: row }) => row ?? (surface.imported ? null : keyOf(...ids)));
  return keys.includes(null) ? null : new Set(keys.filter((key) => key !== null));
}

/** Whether two or more patients were shown the same, and something. */
function areAlike(looks: Looks): boolean {
  const [first, ...others] = looks;
  if (first === undefined || first.held.size === 0) return false;
  return (
    others.every(({ held }) => held.symmetricDifference(first.held).size === 0) &&
    others.some(({ viewer }) => viewer !== first.viewer)
  );
}

function isSame([one]: Looks, [other]: Looks): boolean {
  return one !== undefined && other?.held.symmetricDifference(one.held).size === 0;
}

/**
 * Whether what all are shown since the update is no further state of what they were shown before it: it has fields that
 * speak of people, which it had not, or most fields of its rows are others. By its fields alone, as all rows of news or of a
 * catalogue may be new. Nobody can tell in histories without them.
 */
function isSomethingElse({ gives }: SurfaceInfo, first: Looks, last: Looks): boolean {
  const [then, now] = [first, last].map((looks) => ({
    all: new Set(looks.flatMap(({ fields }) => fields?.all ?? [])),
    personal: new Set(looks.flatMap(({ fields }) => fields?.personal ?? [])),
  }));
  if (then === undefined || now === undefined || then.all.size === 0) return false;
  if (now.personal.difference(then.personal).size > 0) return true;
  return gives === 'list' && now.all.intersection(then.all).size * 2 < now.all.size;
}

/** What each of several patients was shown in every look. */
function shownToAll([first, ...others]: Looks): ReadonlySet<string> {
  if (first === undefined || others.every(({ viewer }) => viewer === first.viewer))
    return new Set();
  return others.reduce((all, { held }) => all.intersection(held), first.held);
}
