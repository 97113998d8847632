import { anonymous } from '../../../domain/accounts/account.ts';
import type { Attempt, Item } from '../../../domain/attempts/attempt.ts';
import type { Evidence } from '../../../domain/verdict/invariant.ts';
import type { SurfaceInfo } from '../../../domain/surfaces/surface.ts';
import { findChangingNumbers, textKey } from '../signs/changing-texts.ts';
import type { ChangingNumbers } from '../signs/changing-texts.ts';
import { whyDoubtful } from '../signs/doubtful-tokens.ts';
import type { PublicPlaces } from '../signs/doubtful-tokens.ts';
import { keyOf } from '../keys.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { isAttributed, signsOf } from '../signs/signs.ts';

/**
 * What an imported document names may be for everybody to see: pharmacies, opening hours, a logo. Nobody said so by
 * hand, so it is told from what was seen, and holds for imported surfaces at fixed addresses alone:
 *
 * - whoever had not signed in was given it too, in each phase in which they asked;
 * - no patient was shown anything of their own there, and nothing of any patient's was in it;
 * - text and media are the same for whoever was shown them, but for times and for numbers that differ between two answers
 *   to those who had not signed in.
 *
 * A row of nobody is then no leak if those who had not signed in were shown the same row in that phase, or if the
 * document says that nobody need sign in (`open`): its rows may change by the minute. Rows that only the signed-in
 * are shown, and a list that has become public with the update, are leaks as ever.
 */
export type PublicSurfaces = {
  /** Ids of surfaces. */
  surfaces: ReadonlySet<string>;
  /** Rows that those who had not signed in were shown there, by `rowKey`. */
  rows: ReadonlySet<string>;
};

export type Known = Evidence & { publicPlaces: PublicPlaces };

/** Finds what is public among what was imported. */
export function findPublicSurfaces(
  evidence: Known,
  attempts: readonly ResolvedAttempt[],
): PublicSurfaces {
  const surfaces = findSurfaces(evidence, attempts);
  const rows = new Set<string>();
  if (surfaces.size === 0) return { surfaces, rows };
  for (const resolved of attempts) {
    const { attempt, surface } = resolved;
    if (!surfaces.has(surface.id) || !isAnswerToAnonymous(resolved)) continue;
    for (const item of attempt.items ?? []) rows.add(rowKey(attempt, item));
  }
  return { surfaces, rows };
}

/** Whether a surface shows everybody the same. */
export function isPublic({ surfaces }: PublicSurfaces, { id }: SurfaceInfo): boolean {
  return surfaces.has(id);
}

/** Whether a row was shown to everybody alike. */
export function isPublicRow(
  { surfaces, rows }: PublicSurfaces,
  { attempt, surface }: ResolvedAttempt,
  item: Item,
): boolean {
  if (!surfaces.has(surface.id)) return false;
  return surface.open === true || (isTellable(item) && rows.has(rowKey(attempt, item)));
}

function findSurfaces(evidence: Known, attempts: readonly ResolvedAttempt[]): ReadonlySet<string> {
  const candidates = new Set(evidence.plan.surfaces.filter(mayBePublic).map(({ id }) => id));
  const given = new Map<string, Set<string>>();
  const asked = new Map<string, { id: string; given: boolean }>();
  if (candidates.size === 0) return candidates;
  const changing = findChangingNumbers(
    attempts.filter(({ surface }) => candidates.has(surface.id)),
  );
  for (const resolved of attempts) {
    const { attempt, surface, addressed, state } = resolved;
    if (!candidates.has(surface.id) || !addressed) continue;
    const isGiven = isAnswerToAnonymous(resolved);
    if (isGiven) {
      const digests = given.get(surface.id) ?? new Set();
      for (const digest of knownBy(changing, attempt)) digests.add(digest);
      given.set(surface.id, digests);
    } else if (state === 'none' && attempt.outcome !== 'unclear') candidates.delete(surface.id);
    if (state === 'none') {
      const key = keyOf(surface.id, attempt.phase);
      const before = asked.get(key)?.given ?? false;
      asked.set(key, { id: surface.id, given: before || isGiven });
    }
    if (holdsPatients(evidence, resolved)) candidates.delete(surface.id);
  }
  // An error before the update says nothing: it may have become public with it.
  for (const { id, given: everGiven } of asked.values()) if (!everGiven) candidates.delete(id);
  for (const { attempt, surface } of attempts) {
    if (!candidates.has(surface.id)) continue;
    const digests = given.get(surface.id);
    if (knownBy(changing, attempt).some((digest) => !digests?.has(digest)))
      candidates.delete(surface.id);
  }
  return new Set([...candidates].filter((id) => given.has(id)));
}

/** Of media and text, by which the same is known again. */
function knownBy(changing: ChangingNumbers, attempt: Attempt): readonly string[] {
  const { digests, whole } = attempt;
  const key = textKey(changing, attempt) ?? whole;
  return key === undefined ? digests : [...digests, key];
}

/** Whether an answer holds something of a patient's, or may do so. */
export function holdsPatients(evidence: Known, resolved: ResolvedAttempt): boolean {
  const { ledger } = evidence;
  const isPatients = (account: string | null) =>
    ledger.accounts.get(account ?? '')?.role === 'patient';
  const isHeld = signsOf(ledger, resolved).some(
    ({ owner, may, sighting }) =>
      isPatients(owner) || (may !== 'yes' && whyDoubtful(evidence, resolved, sighting) === null),
  );
  if (isHeld) return true;
  const { viewer, items } = resolved.attempt;
  return isPatients(viewer) && (items ?? []).some((item) => isAttributed(ledger, resolved, item));
}

function mayBePublic({ imported, needs, shows, personal }: SurfaceInfo): boolean {
  return imported && needs.length === 0 && shows === undefined && personal !== true;
}

/** What those who had not signed in were given, and which holds something. */
function isAnswerToAnonymous({ attempt, state, actingAs, addressed }: ResolvedAttempt): boolean {
  const { status, items } = attempt;
  if (!addressed || state !== 'none' || actingAs !== anonymous || status === null) return false;
  const holdsText = attempt.digests.length > 0 || attempt.whole !== undefined;
  return status >= 200 && status < 300 && ((items?.length ?? 0) > 0 || holdsText);
}

function isTellable({ ids, whole }: Item): boolean {
  return ids.length > 0 || whole !== undefined;
}

function rowKey({ surface, phase }: ResolvedAttempt['attempt'], { ids, whole }: Item): string {
  return ids.length > 0
    ? keyOf(surface, phase, ...ids.toSorted())
    : keyOf(surface, phase, 'whole', whole ?? null);
}
