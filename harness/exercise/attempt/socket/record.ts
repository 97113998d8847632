import type { ListenSurface } from '../../../deployment/surface.ts';
import type { Attempt } from '../../../domain/attempt.ts';
import type { Ids } from '../../../domain/thing.ts';
import { redirectFrom } from '../../http/redirect.ts';
import { isRefusal } from '../../rows/refusal.ts';
import { parseJson } from '../../scan/body-json.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { Answer, Part } from '../answer.ts';
import { attemptOf } from '../attempt-of.ts';
import type { AnswerReading } from '../attempt-of.ts';
import { signsSent } from '../signs-sent.ts';
import type { Listener } from './connect.ts';
import { partsOf } from './messages.ts';
import type { Ended } from './received.ts';

/** What is listened to, and who acts meanwhile. */
export type Listened = { surface: ListenSurface; owner: Session; probe?: string | undefined };

/** What a connection is recorded as. */
export type Recording = {
  listener: Listener;
  /** The session as it is at the end: it may have been signed out meanwhile (variant `kept`). */
  session: Session | null;
  thing: Thing | null;
  ids: Ids;
  variant: string;
  /** How the connection had ended before Chaperone ended it; null where it had not. */
  ended: Ended | null;
  /** Messages from here on belong to this attempt; those of a kind in `events` from `acted` on are events. */
  from: number;
  acted: number;
  events: ReadonlySet<string>;
  sentAt: number;
  /** Why the owner's own connection told nothing of what the owner did, in words; null where it told of it. */
  silence: string | null;
};

/** Records all that came over a connection as an attempt. */
export async function record(
  worker: AnswerReading,
  { surface, owner, probe }: Listened,
  recording: Recording,
): Promise<Attempt> {
  const { listener, session, thing, ids, variant } = recording;
  const attempt = await attemptOf(
    worker,
    {
      session,
      thing,
      surface,
      variant,
      sent: signsSent(worker, listener.sent),
      asked: ids,
      owner: owner.account.id,
      more: { probe },
    },
    answerOf(worker, { surface, owner }, recording),
  );
  worker.recordAttempt(attempt);
  return attempt;
}

function answerOf(
  worker: AnswerReading,
  { surface, owner }: Listened,
  { listener, ended, silence, sentAt, variant, ...recording }: Recording,
): Answer {
  const { connection } = listener;
  const {
    status = listener.status,
    headers = {},
    accepted = false,
    bytes = 0,
    truncated = false,
    messages = [],
  } = connection?.received ?? {};
  const beside = connection === null ? null : besideMessages(worker, { headers, accepted, ended });
  return {
    channel: 'socket',
    sentAt,
    answeredAt: Date.now(),
    status,
    headers,
    bytes,
    failure: status === null ? (listener.why ?? ended?.failure ?? null) : null,
    truncated,
    redirect: redirectFrom(
      { status, headers },
      {
        url: worker.base,
        base: worker.base,
        why: `status ${status}, a redirect in place of a connection`,
      },
    ),
    parts: [...(beside === null ? [] : [beside]), ...partsOf(worker, messages, recording)],
    rows: surface.gives === 'list' ? 0 : null,
    refusal: !accepted && isRefusal(beside?.json),
    connection: {
      accepted,
      ended,
      isOwners: listener.session?.id === owner.id,
      silence: silence ?? listener.why,
      isKept: variant === 'kept',
    },
  };
}

/** What came beside messages: headers, the body of a refusal, the reason of a close frame. */
function besideMessages(
  { inspecting }: Scanning,
  {
    headers,
    accepted,
    ended,
  }: { headers: Readonly<Record<string, string>>; accepted: boolean; ended: Ended | null },
): Part {
  const inspection = inspecting.open({ digest: false });
  inspection.head(headers);
  const body = ended?.text ?? Buffer.alloc(0);
  inspection.chunk(body);
  const inspected = inspection.finish();
  if (!accepted)
    return { inspected, body, json: parseJson(body, headers['content-type'] ?? ''), rows: [] };
  const place = (at: string): string => (at.startsWith('byte ') ? 'close reason' : at);
  return { inspected, body: null, json: undefined, rows: [], place };
}
