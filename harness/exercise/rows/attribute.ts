import type { Item, RowClaim, ToldRow } from '../../domain/attempts/attempt.ts';
import type { Sighting } from '../../domain/attempts/sighting.ts';
import { idsOf } from './row-ids.ts';
import type { Row } from './row.ts';

/** One page of a list with its sightings. Places are counted within this page. */
export type PlacedPage = { rows: readonly Row[]; sightings: readonly Sighting[] };

export type Attributed = {
  /** Places count rows through all pages: `$.items[53]` may be the third row of the second page. */
  sightings: readonly Sighting[];
  items: readonly Item[] | null;
  /** Some sightings were left out. */
  cut: boolean;
};

/** Most foreign sightings kept of one attempt, not counting the first of each account in each row. */
const mostForeign = 500;
/** Most own sightings kept. They are the positive control, for which a few suffice. */
const mostOwn = 20;

export type AttributeOptions = {
  /** The answer is a list, whose rows become items. Rows that were `told` become items in any case. */
  listed: boolean;
  /** Each row is known again as a whole, also where it has ids. */
  wholes: boolean;
  own(sighting: Sighting): boolean;
  digest(id: string): string;
  /** Finds all sightings in a text. */
  look(text: string): readonly Sighting[];
};

/**
 * Puts the pages of an answer together, and assigns each sighting to the row that it lies in. The first sighting of
 * each kind and account in each row is always kept: a row without any would seem to have an unknown owner.
 */
export function itemsOf(pages: readonly PlacedPage[], options: AttributeOptions): Attributed {
  const sightings: Sighting[] = [];
  const items: {
    where: string;
    sightings: number[];
    ids: string[];
    whole?: string;
    told?: ToldRow;
    claim?: RowClaim;
  }[] = [];
  const room = { own: mostOwn, foreign: mostForeign };
  let cut = false;
  const take = (sighting: Sighting, kept: boolean): number | null => {
    const whose = options.own(sighting) ? 'own' : 'foreign';
    if (!kept && room[whose] === 0) {
      cut ||= whose === 'foreign';
      return null;
    }
    if (!kept) room[whose] -= 1;
    return sightings.push(sighting) - 1;
  };
  for (const page of pages) {
    const before = items.length;
    const byWhere = new Map(page.rows.map((row, index) => [row.where, before + index]));
    items.push(
      ...page.rows.map((row, index) => {
        const ids = idsOf(row.value).map(options.digest);
        return {
          where: row.told === undefined ? renumbered(row.where, index, before + index) : row.where,
          sightings: [],
          ids,
          ...(ids.length > 0 && !options.wholes
            ? {}
            : { whole: options.digest(JSON.stringify(row.value)) }),
          ...(row.told === undefined ? {} : { told: row.told }),
          ...(row.claim === undefined ? {} : { claim: row.claim }),
        };
      }),
    );
    const firsts = new Set<string>();
    for (const sighting of page.sightings) {
      const row = rowOf(sighting.where, byWhere);
      if (row === null) {
        take(sighting, false);
        continue;
      }
      const key = `${row.index} ${sighting.kind} ${'token' in sighting ? sighting.token.account : sighting.account}`;
      const item = items[row.index];
      const where = (item?.where ?? '') + sighting.where.slice(row.where.length);
      const place = take({ ...sighting, where }, !firsts.has(key));
      firsts.add(key);
      if (place !== null) item?.sightings.push(place);
    }
    // The scanner reports each sign once per answer. A row that only repeats signs of an earlier row (the same
    // patient's name) is therefore scanned by itself; otherwise it would seem to have an unknown owner.
    for (const [index, row] of page.rows.entries()) {
      const item = items[before + index];
      if (item === undefined || item.sightings.length > 0) continue;
      if (!options.listed && item.told === undefined) continue;
      for (const sighting of options.look(JSON.stringify(row.value))) {
        // Outside of lists each sign is one sighting, wherever it is repeated.
        const known = item.told === undefined ? -1 : sightings.findIndex(isSame(sighting));
        if (known >= 0) item.sightings.push(known);
        else item.sightings.push(sightings.push({ ...sighting, where: item.where }) - 1);
      }
    }
  }
  const told = items.filter((item) => item.told !== undefined);
  const listed = options.listed ? items : told.length > 0 ? told : null;
  return { sightings, items: listed, cut };
}

/** Whether two sightings are of the same sign, wherever it stands. */
function isSame(sighting: Sighting): (other: Sighting) => boolean {
  const signOf = (one: Sighting) => JSON.stringify({ ...one, where: '', encoding: '' });
  const sign = signOf(sighting);
  return (other) => signOf(other) === sign;
}

/** Rewrites the place of a row on a later page (`$.items[3]`) as if all pages were one list. */
function renumbered(where: string, index: number, running: number): string {
  const own = `[${index}]`;
  return running !== index && where.endsWith(own)
    ? `${where.slice(0, -own.length)}[${running}]`
    : where;
}

/** The row that a place lies in: the row whose path is the longest prefix of the place. */
function rowOf(
  where: string,
  rows: ReadonlyMap<string, number>,
): { where: string; index: number } | null {
  for (let end = where.length; end > 0; end -= 1) {
    if (end < where.length && !'.[,'.includes(where[end] ?? '')) continue;
    const index = rows.get(where.slice(0, end));
    if (index !== undefined) return { where: where.slice(0, end), index };
  }
  return null;
}
