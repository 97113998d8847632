import type { Sighting } from '../../../domain/attempts/sighting.ts';
import type { Row } from '../../rows/row.ts';
import { idsOf } from '../../rows/row-ids.ts';
import type { Thing } from '../../state/held.ts';
import type { Part } from './answer.ts';

/**
 * Makes one row of a message, whatever lists it holds, if it is the listener's own or reports an event. Other messages
 * (greetings, keep-alives) give no row. `strange`: the message reports an event that is not the listener's own.
 */
export function rowsOfMessage(
  { body, json, isEvent, place }: Part,
  seen: readonly Sighting[],
  listener: { isOwn(sighting: Sighting): boolean; thing: Thing | null },
): { rows: readonly Row[]; strange: boolean } {
  const isOwn = seen.some(listener.isOwn);
  // At the listener's own address, an event without any sign or id may be a greeting or a count.
  const tells =
    isEvent === true && (listener.thing !== null || seen.length > 0 || idsOf(json).length > 0);
  const row = { where: place?.('$') ?? '$', value: json ?? body?.toString('utf8') };
  return { rows: isOwn || tells ? [row] : [], strange: tells && !isOwn };
}
