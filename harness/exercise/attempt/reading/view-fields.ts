import type { Attempt, Item } from '../../../domain/attempts/attempt.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { SurfaceFacts } from '../../../domain/surfaces/surface.ts';
import { memberStep } from '../../scan/json-places.ts';
import type { Scanning } from '../../scan/inspect.ts';
import { isObject } from '../../state/is-object.ts';
import type { Part } from './answer.ts';

/** Most fields of an answer that are compared, and how deep they lie. A hostile answer could have millions. */
const mostFields = 300;
const mostDepth = 8;

/**
 * Fields of a patient's own answer, with a keyed digest of each value, so that it shows whether they move: those outside of
 * its rows, and those of the rows in which something of the account's own stands. A row is named by its id, wherever it
 * stands. Nothing where the account's own does not stand in the answer.
 */
export function viewFields(
  { digest }: Scanning,
  part: Part,
  {
    surface,
    items,
    sightings,
    isOwn,
  }: {
    surface: Pick<SurfaceFacts, 'gives'>;
    items: readonly Item[] | null;
    sightings: readonly Sighting[];
    isOwn(sighting: Sighting): boolean;
  },
): Pick<Attempt, 'view'> {
  const { json, rows } = part;
  const mine = (item: Item): boolean =>
    item.sightings.some((index) => {
      const sighting = sightings[index];
      return sighting !== undefined && isOwn(sighting);
    });
  const own = (items ?? []).slice(0, rows.length).filter(mine);
  const isTheirs = surface.gives === 'list' ? own.length > 0 : sightings.some(isOwn);
  if (!isTheirs || json === undefined) return {};
  const named = new Map(rows.map(({ where }, index) => [where, nameOf(items?.[index], mine)]));
  const fields: { where: string; value: string }[] = [];
  const look = (value: unknown, at: string, where: string, depth: number): void => {
    if (fields.length >= mostFields || depth > mostDepth) return;
    const name = named.get(at);
    if (name === null) return;
    const place = name === undefined ? where : `${where.replace(/\[\d+\]$/, '')}[${name}]`;
    if (isObject(value)) {
      for (const [key, field] of Object.entries(value))
        look(field, at + memberStep(key), place + memberStep(key), depth + 1);
    } else if (Array.isArray(value) && value.some((element) => typeof element === 'object')) {
      for (const [index, element] of value.entries())
        look(element, `${at}[${index}]`, `${place}[${index}]`, depth + 1);
    } else fields.push({ where: place, value: digest(JSON.stringify(value)) });
  };
  look(json, '$', '$', 0);
  return fields.length === 0 ? {} : { view: fields };
}

/** How a row is named by its id; null: it is not the account's own, or has no id to know it by. */
function nameOf(item: Item | undefined, mine: (item: Item) => boolean): string | null {
  return item !== undefined && mine(item) ? (item.ids[0] ?? null) : null;
}
