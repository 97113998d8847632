import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { createSampleKeeper } from '../kept-samples.ts';
import type { KeptSamples, Room, SampleKeeper, Unkept } from '../kept-samples.ts';
import type { Listener } from './connect.ts';
import type { Message } from './received.ts';
import type { Listened, Recording } from './recording.ts';

/** How the server took a connection. */
export type Acceptance = {
  status: number | null;
  headers: Readonly<Record<string, string>>;
  accepted: boolean;
};

/** A connection that was listened on, with all that came over it until it was recorded. It is kept in memory alone. */
export type ConnectionSample = Acceptance & {
  listened: Listened;
  /** Without its connection. */
  recording: Recording;
  messages: readonly Message[];
  attempt: Attempt;
};

/** What is kept of one surface: of owners, and while they acted the connections over which nothing of theirs came. */
export type ConnectionSamples = KeptSamples<ConnectionSample>;

/** The role of a worker that keeps some connections in memory, to plant leaks in them. Null: it keeps none. */
export type ConnectionSampleStore = { connectionSamples: KeptConnections | null };

export type KeptConnections = Pick<SampleKeeper<ConnectionSample>, 'bySurface' | 'unkept'> & {
  /** Keeps a connection that was recorded, where it is one of the first of its kind. */
  keep(sample: Pick<ConnectionSample, 'listened' | 'recording' | 'attempt'>): void;
};

/** Owners of which connections are kept, and silent connections that are kept for each way of listening. */
const most = { owners: 8, refusals: 4 };
/** Most bytes of one connection, and of all together. */
const mostBytes = { connection: 1024 * 1024, all: 16 * 1024 * 1024 };

/** Keeps a bounded sample of what comes over connections: by surface, owner, and way of listening. */
export function createConnectionSamples(): KeptConnections {
  const keeper = createSampleKeeper<ConnectionSample>(sizeOf);
  return {
    ...keeper,
    keep({ listened, recording, attempt }) {
      const { id } = listened.surface;
      const kept = keeper.of(id);
      const isOwn = isOwnersConnection({ listened, recording });
      const isWanted = isOwn
        ? isOwnGrant(listened, attempt, kept)
        : isSilence(listened, recording, attempt, kept);
      if (!isWanted) return;
      const { received } = recording.listener.connection ?? {};
      const sample: ConnectionSample = {
        listened: { ...listened },
        recording: {
          ...recording,
          events: new Set(recording.events),
          listener: withoutConnection(recording.listener),
        },
        status: received?.status ?? null,
        headers: received?.headers ?? {},
        accepted: received?.accepted ?? false,
        messages: [...(received?.messages ?? [])],
        attempt,
      };
      const whyNot = (room: Room) => whyUnkept(attempt, room);
      if (isOwn) keeper.keepOwn(id, attempt.viewer, sample, whyNot);
      else keeper.keepRefused(id, sample, whyNot);
    },
  };
}

/** Whether it is the connection of the owner who acts. */
function isOwnersConnection({
  listened: { owner },
  recording: { listener },
}: Pick<ConnectionSample, 'listened' | 'recording'>): boolean {
  return listener.session?.id === owner.id;
}

function isOwnGrant({ owner }: Listened, attempt: Attempt, kept: ConnectionSamples): boolean {
  const { outcome, variant } = attempt;
  if (outcome !== 'granted' || variant !== 'plain') return false;
  return kept.own.has(owner.account.id) || kept.own.size < most.owners;
}

function isSilence(
  { owner }: Listened,
  { changed, session, variant }: Recording,
  { outcome, viewer }: Attempt,
  kept: ConnectionSamples,
): boolean {
  const isRefused = outcome === 'denied' || outcome === 'concealed';
  if (!isRefused || changed !== undefined || !kept.own.has(owner.account.id)) return false;
  const alike = kept.refused.filter(
    ({ recording }) => recording.variant === variant && recording.session?.state === session?.state,
  );
  return (
    alike.length < most.refusals &&
    (session === null || !alike.some(({ attempt }) => attempt.viewer === viewer))
  );
}

function whyUnkept({ truncated }: Attempt, { size, others }: Room): Unkept | null {
  if (truncated) return 'cut';
  if (size > mostBytes.connection) return 'long';
  return others + size > mostBytes.all ? 'full' : null;
}

function sizeOf({ messages }: ConnectionSample): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

function withoutConnection(listener: Listener): Listener {
  return { ...listener, connection: null };
}
