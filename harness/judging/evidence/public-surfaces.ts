import { anonymous } from '../../domain/account.ts';
import type { Item } from '../../domain/attempt.ts';
import type { SurfaceInfo } from '../../domain/surface.ts';
import { whyDoubtful } from './doubtful-tokens.ts';
import type { Examined } from './examine.ts';
import { keyOf } from './keys.ts';
import { isAttributed, signsOf } from './signs.ts';
import type { Tried } from './tried.ts';

/**
 * What an imported document names may be anybody's to see: pharmacies, opening hours, a logo. Nobody said so by
 * hand, so it is told from what was seen, and holds for imported surfaces at fixed addresses alone:
 *
 * - whoever had not signed in was given it too, in each phase in which they asked;
 * - no patient was shown anything of their own there, and nothing of any patient's was in it.
 *
 * A row of nobody is then no leak if those who had not signed in were shown the same row in that phase, or if the
 * document says that nobody need sign in (`open`): its rows may change by the minute. Rows that only the signed-in
 * are shown, and a list that has become public with the update, are leaks as ever.
 */
export type PublicSurfaces = {
  has(surface: SurfaceInfo): boolean;
  /** Whether a row was shown to everybody alike. */
  shows(one: Tried, item: Item): boolean;
};

const known = new WeakMap<Examined, PublicSurfaces>();

/** Finds what is public among what was imported; worked out once. */
export function publicSurfaces(examined: Examined): PublicSurfaces {
  const before = known.get(examined);
  if (before !== undefined) return before;
  const ids = findPublic(examined);
  const shown = new Set(
    examined.tried
      .filter((one) => ids.has(one.surface.id) && isStrangersAnswer(one))
      .flatMap(({ attempt }) => (attempt.items ?? []).map((item) => rowKey(attempt, item))),
  );
  const found: PublicSurfaces = {
    has: ({ id }) => ids.has(id),
    shows: ({ attempt, surface }, item) =>
      ids.has(surface.id) &&
      (surface.open === true || (isTellable(item) && shown.has(rowKey(attempt, item)))),
  };
  known.set(examined, found);
  return found;
}

function findPublic(examined: Examined): ReadonlySet<string> {
  const { tried, ledger, plan } = examined;
  const candidates = new Set(plan.surfaces.filter(mayBePublic).map(({ id }) => id));
  const given = new Map<string, Set<string>>();
  const asked = new Map<string, { id: string; given: boolean }>();
  for (const one of tried) {
    const { attempt, surface, addressed, state } = one;
    if (!candidates.has(surface.id) || !addressed) continue;
    const isGiven = isStrangersAnswer(one);
    if (isGiven) {
      const digests = given.get(surface.id) ?? new Set();
      for (const digest of attempt.digests) digests.add(digest);
      given.set(surface.id, digests);
    } else if (state === 'none' && attempt.outcome !== 'unclear') candidates.delete(surface.id);
    if (state === 'none') {
      const key = keyOf(surface.id, attempt.phase);
      const before = asked.get(key)?.given ?? false;
      asked.set(key, { id: surface.id, given: before || isGiven });
    }
    if (holdsPatients(one)) candidates.delete(surface.id);
  }
  // An error before the update says nothing: it may have become public with it.
  for (const { id, given: everGiven } of asked.values()) if (!everGiven) candidates.delete(id);
  for (const { attempt, surface } of tried) {
    const digests = given.get(surface.id);
    if (surface.gives === 'stream' && attempt.digests.some((digest) => !digests?.has(digest)))
      candidates.delete(surface.id);
  }
  return new Set([...candidates].filter((id) => given.has(id)));

  function holdsPatients(one: Tried): boolean {
    const isPatients = (account: string | null) =>
      ledger.accounts.get(account ?? '')?.role === 'patient';
    const isHeld = signsOf(ledger, one).some(
      ({ owner, may, sighting }) =>
        isPatients(owner) || (may !== 'yes' && whyDoubtful(examined, one, sighting) === null),
    );
    if (isHeld) return true;
    if (!isPatients(one.attempt.viewer)) return false;
    return (one.attempt.items ?? []).some((item) => isAttributed(ledger, one, item));
  }
}

/** Reads without a sign of anybody are never granted, and unreached as it is. */
function mayBePublic({ imported, needs, gives, shows }: SurfaceInfo): boolean {
  return imported && needs.length === 0 && gives !== 'read' && shows === undefined;
}

/** What those who had not signed in were given, and which holds something. */
function isStrangersAnswer({ attempt, state, as, addressed }: Tried): boolean {
  const { status, items, digests } = attempt;
  if (!addressed || state !== 'none' || as !== anonymous || status === null) return false;
  return status >= 200 && status < 300 && ((items?.length ?? 0) > 0 || digests.length > 0);
}

function isTellable({ ids, whole }: Item): boolean {
  return ids.length > 0 || whole !== undefined;
}

function rowKey({ surface, phase }: Tried['attempt'], { ids, whole }: Item): string {
  return ids.length > 0
    ? keyOf(surface, phase, ...ids.toSorted())
    : keyOf(surface, phase, 'whole', whole ?? null);
}
