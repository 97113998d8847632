import type { AccountId } from '../../domain/accounts/account.ts';
import { rowsOfList } from '../../domain/attempts/attempt.ts';
import type { Item } from '../../domain/attempts/attempt.ts';
import type { Breach } from '../../domain/verdict/breach.ts';
import type { Holder, Ledger } from '../../domain/ledger/ledger.ts';
import { hasLostAll, lostAt, mayView } from '../../domain/ledger/may-view.ts';
import { isCommonRow } from './surfaces/common-surfaces.ts';
import { comesWithContested } from './signs/contested-rows.ts';
import { isUnrecorded, whyDoubtful } from './signs/doubtful-tokens.ts';
import type { IndexedEvidence } from './examined-evidence.ts';
import type { ListsBeforeRun } from './surfaces/lists-before-run.ts';
import {
  formerOwner,
  isNewList,
  isOfFormerPatient,
  hadRowBefore,
} from './surfaces/lists-before-run.ts';
import { keyOf } from './keys.ts';
import { isOwnMarkerInRefusal } from './signs/own-marker.ts';
import { isPublicRow } from './surfaces/public-surfaces.ts';
import { viewingOf } from './resolved-attempt.ts';
import type { ResolvedAttempt } from './resolved-attempt.ts';
import { weighClaim } from './signs/row-claims.ts';
import { holdersBySighting, isAttributed, signsOf } from './signs/signs.ts';
import type { Sign } from './signs/signs.ts';
import { toldStrays } from './signs/told-rows.ts';

/** What an attempt brought back of others, and of the viewer's own. */
export type Contents = {
  leaks: readonly Breach[];
  /** Leaks of what the viewer had been entitled to, until that ended: a story of their own. */
  outlived: readonly Breach[];
  /** Something was recognised that the viewer may see. */
  permitted: boolean;
  /** Something was seen while the right to see it was changing. */
  changing: boolean;
  /** Why rows of nobody known are no proof, in words, and not to be passed over; null where there were none such. */
  strays: string | null;
  /** Why tokens are no proof, in words. */
  doubts: readonly string[];
};

const nothing: Contents = {
  leaks: [],
  outlived: [],
  permitted: false,
  changing: false,
  strays: null,
  doubts: [],
};

/**
 * Decides what of all that an attempt brought back is foreign to its viewer: the one place that does. Outcome and
 * status are no matter: a token in an error page has reached the wrong person too.
 */
export function findForeign(evidence: IndexedEvidence, resolved: ResolvedAttempt): Contents {
  const { attempt } = resolved;
  const { sightings, digests, items } = attempt;
  if (sightings.length + digests.length + (items?.length ?? 0) === 0) return nothing;
  const { ledger, uniqueValueFields, listsBeforeRun } = evidence;
  const signs = signsOf(ledger, resolved, uniqueValueFields);
  const doubts: string[] = [];
  const isProof = ({ sighting }: Sign): boolean => {
    const why = whyDoubtful(evidence, resolved, sighting);
    if (why !== null) doubts.push(why);
    return why === null && !isOfFormerPatient(listsBeforeRun, ledger, resolved, sighting);
  };
  const proven = signs.filter(isProof);
  const foreign = evident(
    proven.filter(
      (sign) =>
        sign.may === 'no' &&
        !isOwnMarkerInRefusal(ledger, resolved, sign) &&
        !comesWithContested(evidence, resolved, sign, proven),
    ),
  );
  const leaks: Breach[] = [];
  const outlived: Breach[] = [];
  for (const sign of foreign) {
    const { owner, what, sighting, item } = sign;
    const { where, encoding } = sighting;
    const list = isOutlived(ledger, resolved, sign, foreign) ? outlived : leaks;
    list.push(leak(resolved, owner, { what, where, encoding }, { recorded: sighting, item }));
  }
  for (const { owner, holders } of mediaLeaks(evidence, resolved, foreign)) {
    const list = holders.some((holder) => hasOutlived(ledger, resolved, holder)) ? outlived : leaks;
    list.push(leak(resolved, owner, { what: 'media', where: 'body', encoding: 'plain' }));
  }
  const strays = rowsOfNobody(evidence, resolved, signs, foreign);
  leaks.push(...strayLeaks(evidence, resolved, strays));
  const told = toldStrays(evidence, resolved);
  leaks.push(...leaksOf(listsBeforeRun, resolved, told.leaked));
  return {
    leaks,
    outlived,
    permitted: signs.some(({ may }) => may === 'yes') || holdsOwnMedia(evidence, resolved),
    changing: signs.some(({ may }) => may === 'changing'),
    strays: whyNoProof(evidence, resolved, strays) ?? told.doubt,
    doubts,
  };
}

/** Rows of nobody known, in a list of the viewer's own, where each of its rows should be known. */
function strayLeaks(
  evidence: IndexedEvidence,
  resolved: ResolvedAttempt,
  strays: readonly Item[],
): Breach[] {
  const { ledger, listsBeforeRun } = evidence;
  const { outcome, changed } = resolved.attempt;
  if (changed?.elsewhere === true) return [];
  if (outcome !== 'granted' || isNewList(listsBeforeRun, ledger, resolved)) return [];
  const nameable = strays.filter(
    (item) =>
      !isNameless(ledger, resolved, item) && weighClaim(evidence, resolved, item) !== 'doubtful',
  );
  return leaksOf(listsBeforeRun, resolved, nameable);
}

/** Tells rows of nobody known as leaks, with the account that had them before the run, if it is known. */
function leaksOf(
  listsBeforeRun: ListsBeforeRun,
  resolved: ResolvedAttempt,
  strays: readonly Item[],
): Breach[] {
  return strays.map((item) => {
    const owner = formerOwner(listsBeforeRun, resolved.attempt.viewer, item);
    const what =
      owner === null ? 'a row of nobody that this run knows' : 'a row from before the run';
    const sighting = { what, where: item.where, encoding: 'plain' };
    return leak(resolved, owner, sighting, { recorded: null, item });
  });
}

function whyNoProof(
  evidence: IndexedEvidence,
  resolved: ResolvedAttempt,
  strays: readonly Item[],
): string | null {
  const { ledger, listsBeforeRun } = evidence;
  const { outcome, changed, variant } = resolved.attempt;
  if (strays.length === 0) return null;
  if (changed?.elsewhere === true && (outcome === 'granted' || outcome === 'unclear'))
    return `asked for in another way (${variant}), it held rows of nobody that this run knows: they may be another resource’s`;
  if (outcome === 'unclear')
    return 'an answer that was unclear held rows of nobody that this run knows';
  if (outcome !== 'granted') return null;
  const shown = 'accounts of the pool were shown rows of nobody that this run knows';
  if (isNewList(listsBeforeRun, ledger, resolved))
    return `${shown}, in a list that they were not shown before the update: they may have been theirs`;
  if (strays.some((item) => isNameless(ledger, resolved, item)))
    return `${shown}, without an id long enough to know them again: they may have been theirs before`;
  const weak = strays.find((item) => weighClaim(evidence, resolved, item) === 'doubtful');
  return weak === undefined
    ? null
    : `a row is the viewer’s only by their account in an address, or in a field that may tell who looks (${inWords(weak)}): return its thing’s id where it is made, or say why by \`unattributed\``;
}

function inWords({ where }: Item): string {
  return where.replace(/\[\d+\]/g, '[*]');
}

/** A row in the list of an account that is older than the run, of which nobody can tell whether it is new. */
function isNameless({ formerly }: Ledger, { attempt }: ResolvedAttempt, { ids }: Item): boolean {
  return ids.length === 0 && formerly.has(attempt.viewer);
}

/** Unique values count only beside a second sign of the same owner, in the same row where there are rows. */
function evident(foreign: readonly Sign[]): readonly Sign[] {
  if (foreign.every(({ strong }) => strong)) return foreign;
  const kinds = new Map<string, Set<string>>();
  for (const sign of foreign) {
    const key = scopeOf(sign);
    kinds.set(key, (kinds.get(key) ?? new Set()).add(sign.what));
  }
  return foreign.filter((sign) => sign.strong || (kinds.get(scopeOf(sign))?.size ?? 0) > 1);
}

function scopeOf({ owner, item }: Sign): string {
  return keyOf(owner, item?.where ?? null);
}

type MediaLeak = { owner: AccountId; holders: readonly Holder[] };

/** Ranges of media that only another was served; one an owner, none where other signs name them. */
function mediaLeaks(
  { ledger, media }: IndexedEvidence,
  resolved: ResolvedAttempt,
  foreign: readonly Sign[],
): MediaLeak[] {
  const leaks: MediaLeak[] = [];
  for (const digest of resolved.attempt.digests) {
    const holders = meantHolders(media.get(digest) ?? [], resolved);
    const [holder] = holders;
    if (holder === undefined || holder.owner === resolved.actingAs) continue;
    const { owner } = holder;
    if ([...foreign, ...leaks].some((known) => known.owner === owner)) continue;
    const viewing = { ...viewingOf(resolved), field: null };
    if (holders.every((one) => mayView(ledger, { ...viewing, ...one }) === 'no'))
      leaks.push({ owner, holders });
  }
  return leaks;
}

/** Of an owner's things whose media is alike, the one that was asked for. Where none was, any may be meant. */
function meantHolders(
  holders: readonly Holder[],
  { owner, thing }: ResolvedAttempt,
): readonly Holder[] {
  const asked = holders.filter((holder) => holder.owner === owner && holder.thing === thing);
  return asked.length > 0 ? asked : holders;
}

function holdsOwnMedia(
  { media }: IndexedEvidence,
  { attempt, actingAs }: ResolvedAttempt,
): boolean {
  return attempt.digests.some((digest) => media.get(digest)?.[0]?.owner === actingAs);
}

/**
 * Whether the viewer had what a sign tells of until that ended. An owner's details come with each of their things: where
 * no thing was asked for, they are a former one's only beside a sign of that, or where all of the owner's was lost.
 */
function isOutlived(
  ledger: Ledger,
  resolved: ResolvedAttempt,
  sign: Sign,
  foreign: readonly Sign[],
): boolean {
  const outlived = (one: Sign): readonly Holder[] =>
    holdersBySighting(ledger, one.sighting).filter((holder) =>
      hasOutlived(ledger, resolved, holder),
    );
  const ofThing = (one: Sign): boolean => outlived(one).some(({ thing }) => thing !== null);
  const holders = outlived(sign);
  if (holders.length === 0) return false;
  if (resolved.thing !== null || ofThing(sign)) return true;
  const viewing = viewingOf(resolved);
  return (
    holders.some(({ owner }) => hasLostAll(ledger, viewing, owner)) ||
    foreign.some((other) => scopeOf(other) === scopeOf(sign) && ofThing(other))
  );
}

/** Whether the viewer had it until it ended; where they asked for a thing, until they lost that one. */
function hasOutlived(ledger: Ledger, resolved: ResolvedAttempt, holder: Holder): boolean {
  const { owner, thing } = resolved;
  const had = (of: Holder) => lostAt(ledger, viewingOf(resolved), of) !== null;
  return had(holder) && (thing === null || owner === null || had({ owner, thing }));
}

/** Rows of a viewer's own list that nothing says to be anybody's: neither theirs, nor public, nor foreign, nor lost. */
function rowsOfNobody(
  evidence: IndexedEvidence,
  resolved: ResolvedAttempt,
  signs: readonly Sign[],
  foreign: readonly Sign[],
): Item[] {
  const { ledger, listsBeforeRun, publicSurfaces, commonSurfaces } = evidence;
  const { attempt, surface, thing } = resolved;
  const rows = rowsOfList(attempt);
  if (rows === null || rows.length === 0) return [];
  if (thing !== null || surface.gives !== 'list' || surface.unattributed !== undefined) return [];
  // What everybody may see says nothing about whose row it stands in, an earlier run's no more than this one's.
  const lost = signs.filter(({ sighting }) => isUnrecorded(evidence, sighting));
  const known = new Set([...foreign, ...lost].map(({ item }) => item));
  return rows.filter(
    (item) =>
      !known.has(item) &&
      (!isAttributed(ledger, resolved, item) || isWeaklyClaimed(evidence, resolved, item)) &&
      !hadRowBefore(listsBeforeRun, attempt.viewer, item) &&
      !isPublicRow(publicSurfaces, resolved, item) &&
      !isCommonRow(commonSurfaces, resolved, item),
  );
}

/** Whether only a sign of the viewer's account says that the row is theirs, and others speak against it. */
function isWeaklyClaimed(evidence: IndexedEvidence, resolved: ResolvedAttempt, item: Item) {
  return weighClaim(evidence, resolved, item) !== 'theirs';
}

function leak(
  { attempt }: ResolvedAttempt,
  owner: AccountId | null,
  sighting: Breach['sighting'],
  { recorded, item }: Pick<Breach, 'recorded' | 'item'> = { recorded: null, item: null },
): Breach {
  return { kind: 'leak', attempt, owner, sighting, recorded, item };
}
