import type { AccountId } from '../../domain/account.ts';
import type { Sighting } from '../../domain/sighting.ts';
import type { Ids } from '../../domain/thing.ts';
import type { Surface } from '../../deployment/surface.ts';
import type { Found, Inspected, Inspecting } from '../scan/inspect.ts';
import type { Row } from '../rows/row.ts';
import { placed, signKey } from '../scan/sightings.ts';
import type { Page } from '../rows/take-pages.ts';
import { ownWeakSightings, weakSightings } from '../rows/weak-ids.ts';

export type PageView = {
  /** Leaves out what says nothing: echoes of what was sent. */
  seenIn(found: readonly Found[]): readonly Found[];
  /** The viewer's own list: its rows are told by short ids too. Null for anything else. */
  lister: { id: AccountId; ids: Ids } | null;
  surface: Pick<Surface, 'shows'>;
  /** Ids that were asked with. */
  asked: Ids;
};

/** What was seen in one page, each with its place: where it can be told, in which row. */
export function sightingsOf(
  { known, look }: Pick<Inspecting, 'known' | 'look'>,
  page: Page<Inspected>,
  { seenIn, lister, surface, asked }: PageView,
): Sighting[] {
  const { json, rows, derived, delivered, inspected } = page;
  const kept = seenIn(inspected.found);
  // Found as bytes of a text: what stands in a row is told with its place there.
  const isText = json === undefined || derived === true;
  const roots: readonly Row[] = json === undefined ? rows : [{ where: '$', value: json }];
  const within = isText
    ? roots.flatMap(({ where, value }) => {
        const text = Buffer.from(JSON.stringify(value));
        return placed(seenIn(look(text)), text, where);
      })
    : [];
  const told = new Set(within.map(signKey));
  const rest = kept.filter(({ sign }) => !told.has(signKey(sign)));
  const found = [...within, ...placed(rest, isText ? null : delivered.body)];
  if (!known.hasWeakIds()) return found;
  const { shows } = surface;
  const weak = weakSightings(known, roots, { shows, sent: asked, rows });
  const there = new Set(weak.map(({ where }) => where));
  const own =
    lister === null ? [] : rows.flatMap((row) => ownWeakSightings(known, row, lister, shows));
  return [...found, ...weak, ...own.filter(({ where }) => !there.has(where))];
}
