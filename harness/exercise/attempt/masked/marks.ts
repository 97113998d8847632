import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { Found } from '../../scan/inspect.ts';
import { signKey } from '../../scan/sightings.ts';
import type { Holding } from './choose-rows.ts';
import type { FieldNames } from './field-name.ts';

/** A sighting of an attempt that its shape shows. */
export type Mark = {
  /** Its index among the attempt's sightings. */
  index: number;
  /** Its place; see `Place`. */
  where: string;
  /** Whose it is; `nothing`: it is that of staff, which tells nothing of the row that it stands in. */
  holds: Holding;
};

/** The sightings that a shape shows, and rows that it shows too. */
export type Marks = {
  all: readonly Mark[];
  /** Places of rows in which nothing of the viewer's was seen. */
  strangeRows: readonly string[];
  names: FieldNames;
  /** The marks whose sign stands in a text. */
  inText(text: string): readonly Mark[];
};

/** Most sightings that a shape shows, and most rows without any. */
const most = { foreign: 8, own: 4, nothing: 4, strangeRows: 2 };

/**
 * @param whose which sightings are the viewer's own, and which another patient's
 * @param look finds signs in a text
 */
export function marksOf(
  sightings: readonly Sighting[],
  whose: {
    strangeRows: readonly string[];
    isOwn(sighting: Sighting): boolean;
    isForeign(sighting: Sighting): boolean;
  },
  names: FieldNames,
  look: (text: string) => readonly Found[],
): Marks {
  const all = sightings.map((sighting, index): Mark => {
    const { where } = sighting;
    if (whose.isOwn(sighting)) return { index, where, holds: 'own' };
    return { index, where, holds: whose.isForeign(sighting) ? 'foreign' : 'nothing' };
  });
  const shown = (['foreign', 'own', 'nothing'] as const).flatMap((kind) =>
    all.filter(({ holds }) => holds === kind).slice(0, most[kind]),
  );
  // The same sign at several places has one mark in a text.
  const byKey = new Map(
    shown.toReversed().flatMap((mark) => {
      const sighting = sightings[mark.index];
      if (sighting === undefined || sighting.kind === 'frame') return [];
      return [[signKey(sighting), mark] as const];
    }),
  );
  return {
    all: shown,
    strangeRows: whose.strangeRows.slice(0, most.strangeRows),
    names,
    inText(text) {
      if (byKey.size === 0 || text.trim() === '') return [];
      const found = look(text).flatMap(({ sign }) => byKey.get(signKey(sign)) ?? []);
      return [...new Set(found)];
    },
  };
}

/** What several marks come to, for the row in which they stand. */
export function holdingOfAll(holdings: readonly Holding[]): Holding {
  if (holdings.includes('foreign')) return 'foreign';
  return holdings.includes('own') ? 'own' : 'nothing';
}
