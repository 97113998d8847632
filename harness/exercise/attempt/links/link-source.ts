import { described } from '../../../deployment/surfaces/surface.ts';
import type { LinkSurface } from '../../../deployment/surfaces/surface.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { linkSource } from '../../../domain/surfaces/link-variant.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import type { Delivered } from '../../http/deliver.ts';
import { isRefusal } from '../../rows/refusal.ts';
import { parseJson } from '../../scan/body-json.ts';
import type { Inspected } from '../../scan/inspect.ts';
import type { Session, Thing } from '../../state/held.ts';
import { attemptOf } from '../attempt-of.ts';
import type { AnswerReading } from '../attempt-of.ts';

/** Who asked for the address of a link, and of which thing. `thing` is null for the asker's own. */
export type SourceRequest = {
  surface: LinkSurface;
  ids: Ids;
  session: Session | null;
  thing: Thing | null;
};

/**
 * Records an answer that should hold the address of a link as an attempt at a surface of its own, because it may show
 * more than the address. Null if the definition describes that surface: then it is tried as any other.
 * @param sent keys of the signs in the request, as in `Question`
 */
export async function recordSource(
  worker: AnswerReading,
  { surface, ids, session, thing }: SourceRequest,
  {
    delivered,
    inspected,
    sent,
  }: {
    delivered: Delivered;
    inspected: Inspected;
    sent(): ReadonlySet<string>;
  },
): Promise<Attempt | null> {
  const { from } = surface.link;
  if (described(worker.definition.surfaces).some(({ id }) => id === from)) return null;
  const { delivery, body, redirect } = delivered;
  const json = parseJson(body, delivery.headers['content-type'] ?? '');
  const attempt = await attemptOf(
    worker,
    {
      session,
      thing,
      surface: { id: from, gives: 'read' },
      variant: linkSource,
      sent,
      asked: Object.fromEntries(surface.needs.map((name) => [name, ids[name] ?? ''])),
      owner: thing?.owner.id,
    },
    {
      ...delivery,
      channel: 'http',
      redirect,
      parts: [{ inspected, body, json, rows: [] }],
      rows: null,
      refusal: isRefusal(json),
    },
  );
  worker.recordAttempt(attempt);
  return attempt;
}
