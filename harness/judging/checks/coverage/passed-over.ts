import { compareText } from '../../../domain/in-order.ts';
import type { Verdict } from '../../../domain/verdict/verdict.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { isNotAwaited } from '../../evidence/ended-address.ts';
import { leftOut } from './left-out.ts';
import { readyLater } from '../own/lockouts.ts';
import { findLosses } from '../own/losses.ts';
import { endedAddress, placeOfAddress } from '../../../domain/surfaces/link-variant.ts';
import { keyOf } from '../../evidence/keys.ts';
import { isOwnersGrant } from '../../evidence/sessions/pairing.ts';
import { pathKey } from '../../evidence/signs/path-key.ts';
import { isUnreached } from '../../evidence/surfaces/reach.ts';
import type { ResolvedAttempt } from '../../evidence/resolved-attempt.ts';
import { hasOwnSign } from '../../evidence/signs/signs.ts';
import { toldStrays } from '../../evidence/signs/told-rows.ts';

/** What owners were shown at one surface in the judged phase that says nothing of whose it is, for one reason. */
export type PassedOver = Verdict['coverage']['passedOver'][number];

/** Places that are named of one surface and reason. */
const mostPlaces = 12;

/**
 * What judging saw in owners' own answers and passed over, as it may be for them by design: rows of nobody within answers
 * that are not described as lists, and media that several owners are served alike. Somebody else's in its place would not
 * be seen, so that reports tell it, with what bounds left out. One entry a surface and reason, with the places, which hold no values.
 */
export function passedOver(evidence: ExaminedEvidence): PassedOver[] {
  const found = new Map<string, { surface: string; why: string; places: Set<string> }>();
  const add = (surface: string, why: string, place: string): void => {
    const key = keyOf(surface, why);
    const entry = found.get(key) ?? { surface, why, places: new Set() };
    found.set(key, entry);
    entry.places.add(place);
  };
  const judged = evidence.attempts.filter(
    ({ attempt, surface }) =>
      attempt.phase === evidence.phase &&
      attempt.shrinking === undefined &&
      !isUnreached(evidence, surface),
  );
  for (const resolved of judged)
    for (const { item, why } of toldStrays(evidence, resolved).expected)
      add(resolved.surface.id, why, pathKey(item.where));
  for (const { attempt } of evidence.attempts) {
    if (attempt.variant !== endedAddress || attempt.outcome !== 'unclear') continue;
    const { surface, place } = placeOfAddress(attempt.surface);
    if (attempt.phase === evidence.phase)
      add(surface, isNotAwaited(attempt) ? endlessWait : unclearEnd, place);
  }
  for (const { surface, why, where } of leftOut(evidence)) add(surface, why, where);
  for (const { surface } of readyLater(evidence)) add(surface.id, wasReadyLater, 'body');
  for (const { surface } of findLosses(evidence).shownLater) add(surface, wasShownLater, 'body');
  const { alike, pictures } = unsignedMedia(evidence, judged);
  for (const surface of alike) add(surface, sameMedia, 'body');
  for (const surface of pictures) add(surface, unmarkedPictures, 'body');
  return [...found.values()]
    .sort((one, other) => compareText(keyOf(one.surface, one.why), keyOf(other.surface, other.why)))
    .map(({ surface, why, places }) => {
      const all = [...places].sort(compareText);
      const more = Math.max(0, all.length - mostPlaces);
      return { surface, why, places: all.slice(0, mostPlaces), more };
    });
}

const wasReadyLater =
  'was ready only later: owners were refused their own at first, before anybody was given it, and were given it then';
const wasShownLater =
  'was filled only later: what owners had was not in the list at first, was shown in it then, and everybody looked again after that';
const endlessWait =
  'signed addresses whose end is too far to be waited for, and was not tried: let them end sooner where they are tested, and describe them by `link`, with `lasts`';
const unclearEnd = 'signed addresses that met an error after their end: describe them by `link`';
const sameMedia =
  'media that several owners are served alike: a logo, a placeholder, or somebody’s';

const unmarkedPictures =
  'pictures that carry no marker in their bytes, and whose content is not looked at: another’s that was coded anew would not be seen';

/**
 * Surfaces at which an owner was served media without a sign of their own: nothing but what other owners were (`alike`), or
 * what they alone were (`pictures`).
 */
function unsignedMedia(
  { ledger }: ExaminedEvidence,
  judged: readonly ResolvedAttempt[],
): { alike: ReadonlySet<string>; pictures: ReadonlySet<string> } {
  const served = judged.filter(
    (resolved) => isOwnersGrant(resolved) && resolved.attempt.digests.length > 0,
  );
  const owners = new Map<string, Set<string | null>>();
  for (const { attempt, owner } of served)
    for (const digest of attempt.digests)
      owners.set(digest, (owners.get(digest) ?? new Set()).add(owner));
  const isShared = (digest: string) => (owners.get(digest)?.size ?? 0) > 1;
  const unsigned = served.filter((copy) => !hasOwnSign(ledger, copy));
  const isAlike = ({ attempt }: ResolvedAttempt) => attempt.digests.every(isShared);
  const idsOf = (copies: readonly ResolvedAttempt[]) =>
    new Set(copies.map(({ surface }) => surface.id));
  return {
    alike: idsOf(unsigned.filter(isAlike)),
    pictures: idsOf(unsigned.filter((copy) => !isAlike(copy) && isPicture(copy))),
  };
}

function isPicture({ attempt }: ResolvedAttempt): boolean {
  return /^image\//i.test(attempt.headers['content-type'] ?? '');
}
