import type { Item } from '../../../domain/attempts/attempt.ts';
import type { Evidence } from '../../../domain/verdict/invariant.ts';
import type { Holder, Ledger } from '../../../domain/ledger/ledger.ts';
import type { ThingId } from '../../../domain/ledger/thing.ts';
import type { Phase } from '../../../domain/phase.ts';
import { keyOf } from '../keys.ts';
import { hadRowBefore } from '../surfaces/lists-before-run.ts';
import type { ListsBeforeRun } from '../surfaces/lists-before-run.ts';
import { pathKey } from './path-key.ts';
import { isPublicRow } from '../surfaces/public-surfaces.ts';
import type { PublicSurfaces } from '../surfaces/public-surfaces.ts';
import type { ResolvedAttempt } from '../resolved-attempt.ts';
import { holdersBySighting, isAttributed } from './signs.ts';

/** What owners' own answers held at one place: an array in the answers of a surface. */
type Place = {
  /** Phases in which rows there were the viewer's. */
  mine: Set<Phase>;
  /** Phases in which rows there were nobody's. */
  strays: Set<Phase>;
  /** Fields in which rows there held ids of the viewer. */
  own: Set<string>;
  /** It is a list of the viewer's things: an array, or siblings on a page that stand for different things. */
  isList: boolean;
  /** Rows there were the viewer's by a thing of theirs or as their owner, and did not only name the viewer. */
  isOwned: boolean;
};

/** The places in owners' own answers at which rows were found, by `placeOf`. */
export type ToldPlaces = ReadonlyMap<string, Place>;

type Known = Evidence & { listsBeforeRun: ListsBeforeRun; publicSurfaces: PublicSurfaces };

/** Finds the places at which answers that are not described as lists hold rows. */
export function findToldPlaces(evidence: Known, attempts: readonly ResolvedAttempt[]): ToldPlaces {
  const places = new Map<string, Place>();
  for (const resolved of attempts) {
    if (!isOwnAnswer(resolved)) continue;
    const { phase, items } = resolved.attempt;
    const things = new Map<string, Set<ThingId>>();
    for (const item of items ?? []) {
      if (item.told === undefined) continue;
      const key = placeOf(resolved, item);
      const place = places.get(key) ?? {
        mine: new Set(),
        strays: new Set(),
        own: new Set(),
        isList: false,
        isOwned: false,
      };
      places.set(key, place);
      if (isMine(evidence.ledger, resolved, item)) place.mine.add(phase);
      else if (isOfNobody(evidence, resolved, item)) place.strays.add(phase);
      for (const field of item.told.own) place.own.add(field);
      const shown = thingsIn(evidence.ledger, resolved, item);
      place.isOwned ||= shown.size > 0 || item.told.own.length > 0;
      if (shown.size === 1) things.set(key, (things.get(key) ?? new Set()).union(shown));
      place.isList ||= item.told.sibling !== true || (things.get(key)?.size ?? 0) > 1;
    }
  }
  return places;
}

/** Why a row of nobody is expected, by which reports tell that it was passed over. */
const whyExpected = {
  'as before': 'rows of nobody that this run knows, which stood there before the update too',
  'none own': 'rows of nobody that this run knows, where no row was ever the viewer’s',
  'beside own':
    'rows of nobody that this run knows, beside the viewer’s: parts of a thing, people, or a menu',
} as const;

/** What a row of nobody says: `leak`; `doubtful`, so that the surface is inconclusive; else why it is expected. */
type Meaning = 'leak' | 'doubtful' | keyof typeof whyExpected;

/**
 * Decides what a row of nobody says in an answer that is not described as a list. Nobody said that all its rows are the
 * viewer's, so that is told from the answers. `isAlike`: it has another's id in a field in which the viewer's rows have
 * the viewer's. `isCompared`: the row came after the update, and the answers of before it are known.
 *
 * - Where no row was ever the viewer's (options, a catalogue), or which is no list (a menu), it is expected.
 * - Where rows of nobody stood before the update too, it is expected (news, messages of the clinic), and doubtful if
 *   it is alike.
 * - Where all rows were the viewer's before the update, it is a leak.
 * - With nothing to compare, it is a leak if it is alike, else doubtful.
 * - A part of something of the viewer's (a message of a consultation), or a row beside such as only name the viewer
 *   (people who take part), may be somebody else's by design. It is a leak only if it is alike and all were the viewer's before the update, and doubtful if only one of these holds.
 */
function meaningOf(
  { mine, strays, isList }: Place,
  row: { isAlike: boolean; isCompared: boolean; isPart: boolean },
): Meaning {
  const { isAlike, isCompared, isPart } = row;
  if (mine.size === 0) return 'none own';
  if (!isList) return 'beside own';
  if (isCompared && strays.has('before-update')) return isAlike ? 'doubtful' : 'as before';
  const isNew = isCompared && mine.has('before-update');
  if (isAlike && isNew) return 'leak';
  if (isPart) return isAlike || isNew ? 'doubtful' : 'beside own';
  return isAlike || isNew ? 'leak' : 'doubtful';
}

/** Rows of nobody in an own answer that is not described as a list. */
type ToldStrays = {
  leaked: readonly Item[];
  /** Why others are in doubt, in words; null where none is. */
  doubt: string | null;
  /** Those that are passed over, and why. */
  expected: readonly { item: Item; why: string }[];
};

/** Finds the rows of nobody in an own answer that is not described as a list, and says what each means. */
export function toldStrays(
  evidence: Known & { toldPlaces: ToldPlaces; phase: Phase },
  resolved: ResolvedAttempt,
): ToldStrays {
  const { attempt } = resolved;
  const leaked: Item[] = [];
  const expected: { item: Item; why: string }[] = [];
  let doubt: string | null = null;
  if (!isOwnAnswer(resolved)) return { leaked, doubt, expected };
  for (const item of attempt.items ?? []) {
    const { told } = item;
    const place = evidence.toldPlaces.get(placeOf(resolved, item));
    if (told === undefined || place === undefined) continue;
    if (isMine(evidence.ledger, resolved, item) || !isOfNobody(evidence, resolved, item)) continue;
    const isAlike = told.other.some((field) => place.own.has(field));
    const isCompared = evidence.phase === 'after-update';
    const meaning = meaningOf(place, {
      isAlike,
      isCompared,
      isPart: told.part === true || !place.isOwned,
    });
    if (meaning !== 'leak' && meaning !== 'doubtful') {
      expected.push({ item, why: whyExpected[meaning] });
      continue;
    }
    // An answer with rows of others alone is unclear, as it holds no sign of its owner.
    const isClear =
      (isAlike || attempt.outcome !== 'unclear') && !isNameless(evidence.ledger, attempt, item);
    if (meaning === 'leak' && isClear) leaked.push(item);
    else
      doubt = `rows of nobody that this run knows stood among the viewer’s own at ${inWords(item)}: describe the surface as a list with \`items\`, say why by \`unattributed\`, or accept the gap`;
  }
  return { leaked, doubt, expected };
}

function isNameless({ formerly }: Ledger, { viewer }: { viewer: string }, { ids }: Item): boolean {
  return ids.length === 0 && formerly.has(viewer);
}

function inWords({ where }: Item): string {
  return where.replace(/\[\d+\]/g, '[*]');
}

function isOwnAnswer({ attempt, asked, state, actingAs, surface }: ResolvedAttempt): boolean {
  return (
    attempt.listed === true &&
    asked === 'own' &&
    state === 'open' &&
    actingAs === attempt.viewer &&
    attempt.changed?.elsewhere !== true &&
    surface.unattributed === undefined
  );
}

function isMine(ledger: Ledger, resolved: ResolvedAttempt, item: Item): boolean {
  return item.told?.mine === true || isAttributed(ledger, resolved, item);
}

/** Whether no patient is known whose the row is, whoever else (a clinician) is named in it. */
function isOfNobody(
  { ledger, listsBeforeRun, publicSurfaces }: Known,
  resolved: ResolvedAttempt,
  item: Item,
): boolean {
  const isAside = item.claim?.by === 'aside';
  return (
    !holdersIn(ledger, resolved, item).some(
      ({ owner, thing }) =>
        ledger.accounts.get(owner)?.role === 'patient' &&
        !(isAside && owner === resolved.attempt.viewer && thing === null),
    ) &&
    !item.sightings.some((index) => isUnknownToken(ledger, resolved, index)) &&
    !hadRowBefore(listsBeforeRun, resolved.attempt.viewer, item) &&
    !isPublicRow(publicSurfaces, resolved, item)
  );
}

/** Things of the viewer that a row stands for, or names. */
function thingsIn(ledger: Ledger, resolved: ResolvedAttempt, item: Item): ReadonlySet<ThingId> {
  const { viewer } = resolved.attempt;
  const own = holdersIn(ledger, resolved, item).filter(({ owner }) => owner === viewer);
  return new Set(own.map(({ thing }) => thing).filter((thing) => thing !== null));
}

function holdersIn(ledger: Ledger, { attempt }: ResolvedAttempt, item: Item): Holder[] {
  return [
    ...item.ids.flatMap((id) => ledger.holders.get(id) ?? []),
    ...item.sightings.flatMap((index) => {
      const sighting = attempt.sightings[index];
      return sighting === undefined ? [] : holdersBySighting(ledger, sighting);
    }),
  ];
}

/** A token whose owner is not known is a leak, or a doubt, of its own. */
function isUnknownToken(ledger: Ledger, { attempt }: ResolvedAttempt, index: number): boolean {
  const sighting = attempt.sightings[index];
  return (
    sighting !== undefined &&
    (sighting.kind === 'token' || sighting.kind === 'frame') &&
    holdersBySighting(ledger, sighting).length === 0
  );
}

function placeOf({ surface }: ResolvedAttempt, { where }: Item): string {
  return keyOf(surface.id, pathKey(where));
}
