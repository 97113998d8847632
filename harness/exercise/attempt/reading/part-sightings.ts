import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { Row } from '../../rows/row.ts';
import { headerSightings } from '../../rows/header-ids.ts';
import { ownWeakSightings, weakSightings } from '../../rows/weak-ids.ts';
import type { Inspecting } from '../../scan/inspect.ts';
import { jwtSigns } from '../../scan/jwt-signs.ts';
import { placed, signKey } from '../../scan/sightings.ts';
import type { Part } from './answer.ts';
import type { Reading } from './reading.ts';

/** Finds the sightings in one part of an answer, each with its place and, where possible, with the row it lies in. */
export function sightingsIn(
  { known, look }: Pick<Inspecting, 'known' | 'look'>,
  part: Part,
  { withoutEchoes, ofEvent, lister, shows, asked, run }: Reading,
): Sighting[] {
  const { json, rows, derived, body, inspected, isEvent, place } = part;
  // An event that names the subscribed thing is no echo: it reports that something happened to the thing.
  const seenIn = isEvent === true ? ofEvent : withoutEchoes;
  // Signs in plain text have byte offsets, so the rows are scanned again to get the places in them.
  const isText = json === undefined || derived === true;
  const roots: readonly Row[] = json === undefined ? rows : [{ where: '$', value: json }];
  const within = isText
    ? roots.flatMap(({ where, value }) => {
        const text = Buffer.from(JSON.stringify(value));
        return placed(seenIn(look(text)), text, where);
      })
    : [];
  const told = new Set(within.map(signKey));
  const jwts = jwtSigns({ known, look }, part, {
    run,
    isEcho: (found) => withoutEchoes([found]).length === 0,
  });
  const rest = seenIn([...inspected.found, ...jwts]).filter(({ sign }) => !told.has(signKey(sign)));
  const found: Sighting[] = [...within, ...placed(rest, isText ? null : body)];
  if (known.hasWeakIds()) {
    // An `id` at the top level of a message may be the id of the event itself.
    const options = isEvent === undefined ? { shows, rows } : {};
    const sent = isEvent === true ? {} : asked;
    const weak = weakSightings(known, roots, { ...options, sent });
    const there = new Set(weak.map(({ where }) => where));
    const own =
      lister === null || isEvent !== undefined
        ? []
        : rows.flatMap((row) => ownWeakSightings(known, row, lister, shows));
    found.push(...headerSightings(known, inspected.headers ?? [], asked));
    found.push(...weak, ...own.filter(({ where }) => !there.has(where)));
  }
  return place === undefined
    ? found
    : found.map((sighting) => ({ ...sighting, where: place(sighting.where) }));
}
