import type { Attempt } from '../../../domain/attempt.ts';
import type { Sighting } from '../../../domain/sighting.ts';
import type { ListenedSurface } from '../../../deployment/surface.ts';
import type { Ids } from '../../../domain/thing.ts';
import { attemptHead } from '../attempt-head.ts';
import { itemsOf } from '../../rows/attribute.ts';
import type { Classified } from '../../classify/outcome.ts';
import { recordedHeaders } from '../../http/recorded-headers.ts';
import { idsOf } from '../../rows/row-ids.ts';
import { isOf, placed, signKey, withoutEchoes } from '../../scan/sightings.ts';
import { unlessSpent } from '../../classify/spent-session.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { Listener } from './connect.ts';
import type { Ended } from './received.ts';
import { refusalOf } from './refusal.ts';
import { placeOf, readMessage, sightingsIn } from './signs.ts';
import type { RunIdentity } from '../../state/run-identity.ts';
import type { Recorder } from '../../state/recorder.ts';
import type { Network } from '../../http/network.ts';
import type { CredentialStore } from '../../http/session-credentials.ts';
import type { Scanning } from '../../scan/inspect.ts';

/** What is listened to, and who acts meanwhile. */
export type Listened = { surface: ListenedSurface; owner: Session; probe?: string | undefined };

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

/** Looks into all that came over a connection, and records it as an attempt. */
export function record(
  worker: RunIdentity & Recorder & Scanning & CredentialStore & Pick<Network, 'base'>,
  { surface, owner, probe }: Listened,
  recording: Recording,
): Attempt {
  const { listener, session, thing, ids, ended } = recording;
  const { connection } = listener;
  const head = { ...attemptHead(worker, session, thing), probe };
  const { viewer } = head;
  const { run } = worker.plan;
  const sent = new Set(
    worker.inspecting.look(listener.sent.join('\n')).map(({ sign }) => signKey(sign)),
  );
  // To whom nothing is open, their own account's data is not theirs either.
  const isMine = (sighting: Sighting): boolean =>
    session?.state === 'open' && sighting.kind !== 'frame' && isOf(sighting, viewer, run);
  const gaps: string[] = [];
  const sightings: Sighting[] = besides(worker, listener, ended, { sent, viewer });
  const rows: { where: string; value: unknown }[] = [];
  let strange = false;
  for (const [index, message] of (connection?.received.messages ?? []).entries()) {
    if (index < recording.from) continue;
    const read = readMessage(worker, message);
    gaps.push(...read.gaps);
    // An event that names what was subscribed to tells that something happened there: no echo.
    const isEvent = index >= recording.acted && recording.events.has(read.shape);
    const echoes = isEvent ? { sent: new Set<string>(), asked: {} } : { sent, asked: ids };
    const seen = sightingsIn(worker, message, read, { index, viewer, ...echoes });
    sightings.push(...seen);
    const mine = seen.some(isMine);
    // Of one's own connection, news that names nobody may be anything: a greeting, a count.
    const tells = thing !== null || seen.length > 0 || idsOf(read.json).length > 0;
    strange ||= isEvent && tells && !mine;
    if (mine || (isEvent && tells))
      rows.push({ where: placeOf(index), value: read.json ?? message.content.toString('utf8') });
  }
  const placedAll = itemsOf([{ rows, sightings }], {
    listed: surface.gives === 'list',
    own: isMine,
    digest: worker.digest,
    look: (text) => placed(worker.inspecting.look(text), null),
  });
  const ofOwner = sightings.some(
    (one) => one.kind !== 'frame' && !isMine(one) && isOf(one, owner.account.id, run),
  );
  const isOwners = listener.session?.id === owner.id;
  const status = connection?.received.status ?? listener.status;
  const { headers = {}, accepted = false, bytes = 0 } = connection?.received ?? {};
  const answered = {
    status,
    headers,
    accepted,
    ended,
    own: session?.state === 'open' && (isOwners || thing === null || thing.owner.id === viewer),
    signInPage: worker.definition.signInPage,
  };
  const refusal =
    status === null && listener.why !== null ? unclear(listener.why) : refusalOf(answered);
  // Signing out may end a connection in any way.
  const left = recording.variant === 'kept' && ended !== null && ended.failure === null;
  const decided = decide({
    isOwners,
    got: ofOwner || strange,
    refusal: left ? { outcome: 'denied' } : refusal,
    failed: recording.silence ?? listener.why,
  });
  const credentials = worker.sessionCredentials.get(session?.id ?? '') ?? null;
  const answeredAt = Date.now();
  // What was open before went on with what it had been opened with.
  const outcome =
    recording.variant === 'kept' ? decided : unlessSpent(decided, session, credentials, answeredAt);
  const attempt: Attempt = {
    ...head,
    surface: surface.id,
    variant: recording.variant,
    channel: 'socket',
    sentAt: recording.sentAt,
    answeredAt,
    ...outcome,
    status,
    headers: recordedHeaders(headers, worker.base),
    bytes,
    truncated: placedAll.cut || gaps.length > 0 || (connection?.received.truncated ?? false),
    digests: [],
    sightings: placedAll.sightings,
    items: placedAll.items,
  };
  worker.recordAttempt(attempt);
  return attempt;
}

/** That nothing came means something only where the owner received something at the same time. */
function decide(known: {
  isOwners: boolean;
  got: boolean;
  refusal: Classified | null;
  failed: string | null;
}): Pick<Attempt, 'outcome' | 'why'> {
  const { isOwners, got, refusal, failed } = known;
  if (!isOwners && got) return { outcome: 'granted' };
  if (isOwners && failed === null) return { outcome: 'granted' };
  if (refusal !== null) {
    const { outcome, why } = refusal;
    return why === undefined ? { outcome } : { outcome, why };
  }
  return failed === null ? { outcome: 'concealed' } : unclear(failed);
}

/** Signs in what came beside messages: headers, the body of a refusal, the reason of a close frame. */
function besides(
  worker: Scanning,
  { connection }: Listener,
  ended: Ended | null,
  but: { sent: ReadonlySet<string>; viewer: string },
): Sighting[] {
  if (connection === null) return [];
  const { headers, accepted } = connection.received;
  const where = accepted ? 'close reason' : 'body';
  const found = [
    ...Object.entries(headers).flatMap(([name, value]) =>
      worker.inspecting.look(value).map((one) => ({ ...one, at: `header ${name}` })),
    ),
    ...worker.inspecting.look(ended?.text ?? '').map((one) => ({ ...one, at: where })),
  ];
  return placed(withoutEchoes(found, but.sent, but.viewer), null);
}

function unclear(why: string): { outcome: 'unclear'; why: string } {
  return { outcome: 'unclear', why };
}
