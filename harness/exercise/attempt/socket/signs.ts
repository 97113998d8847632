import type { Sighting } from '../../../domain/sighting.ts';
import type { Ids } from '../../../domain/thing.ts';
import type { Found, Scanning } from '../../scan/inspect.ts';
import { placed, withoutEchoes } from '../../scan/sightings.ts';
import { weakSightings } from '../../rows/weak-ids.ts';
import type { Message } from './received.ts';
import { jsonOf, shapeOf } from './shape.ts';

/** A message, looked into. */
export type Read = {
  json: unknown;
  shape: string;
  found: readonly Found[];
  /** What could not be looked into, in words. */
  gaps: readonly string[];
};

/** Looks into a message. To be done once all is known that it may tell of. */
export function readMessage(worker: Scanning, message: Message): Read {
  const inspection = worker.inspecting.open({ digest: false });
  inspection.chunk(message.content);
  const { found, gaps } = inspection.finish();
  const json = jsonOf(message);
  const inLabel = worker.inspecting.look(message.label).map((one) => ({ ...one, at: 'event' }));
  return { json, shape: shapeOf(message, json), found: [...found, ...inLabel], gaps };
}

/** Where a message stands in what an attempt received: its messages as one list. */
export function placeOf(index: number): string {
  return `$.messages[${index}]`;
}

/** The sightings in a message, but for echoes of `sent` (signs) and `asked` (ids). */
export function sightingsIn(
  worker: Scanning,
  message: Message,
  read: Read,
  but: { index: number; sent: ReadonlySet<string>; asked: Ids; viewer: string },
): Sighting[] {
  const { json, found } = read;
  const kept = withoutEchoes(found, but.sent, but.viewer);
  const { known } = worker.inspecting;
  const root = { where: '$', value: json };
  const weak = weakSightings(known, [root], { sent: but.asked });
  const where = placeOf(but.index);
  return [...placed(kept, json === undefined ? null : message.content), ...weak].map(
    (sighting) => ({
      ...sighting,
      where: sighting.where.startsWith('$')
        ? where + sighting.where.slice(1)
        : `message ${but.index + 1}, ${sighting.where}`,
    }),
  );
}
