import { now } from '../../../domain/clock.ts';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { redirectFrom } from '../../http/redirect.ts';
import { isRefusal } from '../../rows/refusal.ts';
import { parseJson } from '../../scan/body-json.ts';
import type { Scanning } from '../../scan/inspect.ts';
import type { Answer, Part } from '../reading/answer.ts';
import { attemptOf } from '../attempt-of.ts';
import type { AnswerReading } from '../attempt-of.ts';
import { noteFresh } from '../reading/fresh-store.ts';
import type { FreshStore } from '../reading/fresh-store.ts';
import { signsSent } from '../reading/signs-sent.ts';
import { acceptanceOf } from './connect.ts';
import type { ConnectionSampleStore } from './connection-samples.ts';
import { partsOf } from './messages.ts';
import type { Ended } from './received.ts';
import type { Listened, Recording } from './recording.ts';

/** The roles of a worker that can make an attempt of a connection. */
export type ListenedReading = AnswerReading & FreshStore & ConnectionSampleStore;

/** Records everything that came over a connection as one attempt. */
export async function record(
  worker: ListenedReading,
  listened: Listened,
  recording: Recording,
): Promise<Attempt> {
  const { surface, owner, probe } = listened;
  const { listener, session, thing, ids, variant, changed } = recording;
  const answer = answerOf(worker, { surface, owner }, recording);
  if (changed === undefined) {
    const { origin } = worker.base;
    noteFresh(
      worker,
      { session, surface },
      answer.parts.map((part) => ({ ...part, origin })),
    );
  }
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
      more: {
        probe,
        ...(listener.trace === undefined ? {} : { trace: listener.trace }),
        ...(changed === undefined ? {} : { changed }),
      },
    },
    answer,
  );
  worker.recordAttempt(attempt);
  worker.connectionSamples?.keep({ listened, recording, attempt });
  return attempt;
}

function answerOf(
  worker: AnswerReading,
  { surface, owner }: Listened,
  { listener, ended, silence, sentAt, variant, ...recording }: Recording,
): Answer {
  const { connection } = listener;
  const { headers = {}, bytes = 0, truncated = false, messages = [] } = connection?.received ?? {};
  const { status, accepted } = acceptanceOf(listener);
  const beside = connection === null ? null : besideMessages(worker, { headers, accepted, ended });
  return {
    channel: 'socket',
    sentAt,
    answeredAt: now(),
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

/** The part of an answer that is no message: headers, the body of a refusal, or the reason of a close frame. */
function besideMessages(
  { inspecting }: Scanning,
  {
    headers,
    accepted,
    ended,
  }: { headers: Readonly<Record<string, string>>; accepted: boolean; ended: Ended | null },
): Part {
  const inspection = inspecting.open({ digest: 'none' });
  inspection.head(headers);
  const body = ended?.text ?? Buffer.alloc(0);
  inspection.chunk(body);
  const inspected = inspection.finish();
  if (!accepted)
    return { inspected, body, json: parseJson(body, headers['content-type'] ?? ''), rows: [] };
  const place = (at: string): string => (at.startsWith('byte ') ? 'close reason' : at);
  return { inspected, body: null, json: undefined, rows: [], place };
}
