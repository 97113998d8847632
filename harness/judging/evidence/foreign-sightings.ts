import type { AccountId } from '../../domain/account.ts';
import type { Item } from '../../domain/attempt.ts';
import type { Breach } from '../../domain/invariant.ts';
import type { Holder, Ledger } from '../../domain/ledger.ts';
import { lostAt, mayView } from '../../domain/may-view.ts';
import { isUnrecorded, whyDoubtful } from './doubtful-tokens.ts';
import { formerOwner, isFirstSeen, isOldPatients, wasThereBefore } from './first-looks.ts';
import type { Examined } from './examine.ts';
import { keyOf } from './keys.ts';
import { publicSurfaces } from './public-surfaces.ts';
import { holdersBySighting, isAttributed, signsOf, viewingOf } from './signs.ts';
import type { Sign } from './signs.ts';
import type { Tried } from './tried.ts';

/** What an attempt brought back, weighed. */
export type Weighed = {
  leaks: readonly Breach[];
  /** Leaks of what the viewer had been entitled to, until that ended: a story of their own. */
  outlived: readonly Breach[];
  /** Signs that the viewer may see: what came was recognised, and rightly theirs. */
  permitted: number;
  /** Something was seen while the right to see it was changing. */
  changing: boolean;
  /**
   * Why rows of nobody known are no proof, in words, and not to be passed over; null where there were none such.
   */
  strays: string | null;
};

/**
 * Weighs what an attempt brought back of others. Whatever the outcome and status: a token in an error page
 * has reached the wrong person too.
 */
export function weigh(examined: Examined, one: Tried): Weighed {
  const signs = signsOf(examined.ledger, one, examined.homes);
  const { ledger, firstLooks } = examined;
  const doubtful = new Set(
    signs.filter(
      ({ sighting }) =>
        whyDoubtful(examined, one, sighting) !== null ||
        isOldPatients(firstLooks, ledger, one, sighting),
    ),
  );
  const foreign = evident(signs.filter((sign) => sign.may === 'no' && !doubtful.has(sign)));
  const leaks: Breach[] = [];
  const outlived: Breach[] = [];
  for (const { owner, what, where, encoding, sighting } of foreign) {
    const holders = holdersBySighting(examined.ledger, sighting);
    const list = holders.some((holder) => hasOutlived(examined, one, holder)) ? outlived : leaks;
    list.push(leak(one, owner, { what, where, encoding }));
  }
  for (const holder of mediaLeaks(examined, one, new Set(foreign.map(({ owner }) => owner)))) {
    const list = hasOutlived(examined, one, holder) ? outlived : leaks;
    list.push(leak(one, holder.owner, { what: 'media', where: 'body', encoding: 'plain' }));
  }
  // What everybody may see says nothing about whose row it stands in, an earlier run's no more than this one's.
  const lost = signs.filter(({ sighting }) => isUnrecorded(examined, sighting));
  const seen = new Set([...foreign, ...lost].map(({ item }) => item));
  const strays = rowsOfNobody(examined, one).filter((item) => !seen.has(item));
  const { outcome } = one.attempt;
  const isNew = isFirstSeen(firstLooks, ledger, one);
  if (outcome === 'granted' && !isNew) {
    for (const item of strays) {
      if (isNameless(ledger, one, item)) continue;
      const owner = formerOwner(firstLooks, one.attempt.viewer, item);
      const what =
        owner === null ? 'a row of nobody that this run knows' : 'a row from before the run';
      leaks.push(leak(one, owner, { what, where: item.where, encoding: 'plain' }));
    }
  }
  return {
    leaks,
    outlived,
    permitted: signs.filter(({ may }) => may === 'yes').length,
    changing: signs.some(({ may }) => may === 'changing'),
    strays: whyNoProof(examined, one, strays),
  };
}

function whyNoProof(examined: Examined, one: Tried, strays: readonly Item[]): string | null {
  const { ledger, firstLooks } = examined;
  const { outcome } = one.attempt;
  if (strays.length === 0) return null;
  if (outcome === 'unclear')
    return 'an answer that was unclear held rows of nobody that this run knows';
  if (outcome !== 'granted') return null;
  const shown = 'accounts of the pool were shown rows of nobody that this run knows';
  if (isFirstSeen(firstLooks, ledger, one))
    return `${shown}, in a list that they were not shown before the update: they may have been theirs`;
  return strays.some((item) => isNameless(ledger, one, item))
    ? `${shown}, without an id long enough to know them again: they may have been theirs before`
    : null;
}

/** A row in the list of an account that is older than the run, of which nobody can tell whether it is new. */
function isNameless({ formerly }: Ledger, { attempt }: Tried, { ids }: Item): boolean {
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

/** Ranges of media that only another was served; one an owner, none where other signs name them. */
function mediaLeaks(
  { ledger, media }: Examined,
  one: Tried,
  named: ReadonlySet<AccountId | null>,
): Holder[] {
  const leaks = new Map<AccountId, Holder>();
  for (const digest of one.attempt.digests) {
    const holder = media.get(digest);
    if (holder === undefined || named.has(holder.owner) || leaks.has(holder.owner)) continue;
    if (mayView(ledger, { ...viewingOf(one), ...holder, field: null }) !== 'no') continue;
    leaks.set(holder.owner, holder);
  }
  return [...leaks.values()];
}

/** Whether the viewer had it until it ended; where they asked for a thing, until they lost that one. */
function hasOutlived({ ledger }: Examined, one: Tried, holder: Holder): boolean {
  const { owner, thing } = one;
  const had = (of: Holder) => lostAt(ledger, viewingOf(one), of) !== null;
  return had(holder) && (thing === null || owner === null || had({ owner, thing }));
}

function rowsOfNobody(examined: Examined, one: Tried) {
  const { ledger, firstLooks } = examined;
  const { attempt, surface, thing } = one;
  if (thing !== null || surface.gives !== 'list' || surface.unattributed !== undefined) return [];
  const everybodys = publicSurfaces(examined);
  return (attempt.items ?? []).filter(
    (item) =>
      !isAttributed(ledger, one, item) &&
      !wasThereBefore(firstLooks, attempt.viewer, item) &&
      !everybodys.shows(one, item),
  );
}

function leak({ attempt }: Tried, owner: AccountId | null, sighting: Breach['sighting']): Breach {
  return { kind: 'leak', attempt, owner, sighting };
}
