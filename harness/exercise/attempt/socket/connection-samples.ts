import type { AccountId } from '../../../domain/account.ts';
import type { Attempt } from '../../../domain/attempt.ts';
import type { Unkept } from '../samples.ts';
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

/** What is kept of one surface. */
export type ConnectionSamples = {
  /** By owner: the connections over which they received what they did, first and last. */
  own: ReadonlyMap<AccountId, readonly ConnectionSample[]>;
  /** Connections while those owners acted, over which nothing of theirs came. */
  refused: readonly ConnectionSample[];
};

/** The role of a worker that keeps some connections in memory, to plant leaks in them. Null: it keeps none. */
export type ConnectionSampleStore = { connectionSamples: KeptConnections | null };

export type KeptConnections = {
  /** By surface. */
  readonly bySurface: ReadonlyMap<string, ConnectionSamples>;
  /** Why what owners received was not kept, by surface. */
  readonly unkept: ReadonlyMap<string, Unkept>;
  /** Keeps a connection that was recorded, where it is one of the first of its kind. */
  keep(sample: Pick<ConnectionSample, 'listened' | 'recording' | 'attempt'>): void;
};

/** Owners of which connections are kept, and silent connections that are kept for each way of listening. */
const most = { owners: 8, refusals: 4 };
/** Most bytes of one connection, and of all together. */
const mostBytes = { connection: 1024 * 1024, all: 16 * 1024 * 1024 };

type Kept = { own: Map<AccountId, ConnectionSample[]>; refused: ConnectionSample[] };

/** Keeps a bounded sample of what comes over connections: by surface, owner, and way of listening. */
export function createConnectionSamples(): KeptConnections {
  const bySurface = new Map<string, Kept>();
  const unkept = new Map<string, Unkept>();
  let bytes = 0;
  return {
    bySurface,
    unkept,
    keep({ listened, recording, attempt }) {
      const kept: Kept = bySurface.get(listened.surface.id) ?? { own: new Map(), refused: [] };
      const isOwn = isOwnersConnection({ listened, recording });
      const isWanted = isOwn
        ? isOwnGrant(listened, attempt, kept)
        : isSilence(listened, recording, attempt, kept);
      const { received } = recording.listener.connection ?? {};
      const size = sizeOf(received?.messages ?? []);
      if (!isWanted) return;
      const why = whyUnkept(attempt, size, bytes);
      if (why !== null) {
        if (isOwn) unkept.set(listened.surface.id, why);
        return;
      }
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
      bytes += size;
      bySurface.set(listened.surface.id, kept);
      if (!isOwn) return void kept.refused.push(sample);
      const [first = sample, ...later] = kept.own.get(attempt.viewer) ?? [];
      for (const replaced of later) bytes -= sizeOf(replaced.messages);
      kept.own.set(attempt.viewer, first === sample ? [sample] : [first, sample]);
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

function isOwnGrant({ owner }: Listened, attempt: Attempt, kept: Kept): boolean {
  const { outcome, variant } = attempt;
  if (outcome !== 'granted' || variant !== 'plain') return false;
  return kept.own.has(owner.account.id) || kept.own.size < most.owners;
}

function isSilence(
  { owner }: Listened,
  { changed, session, variant }: Recording,
  { outcome, viewer }: Attempt,
  kept: Kept,
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

function whyUnkept({ truncated }: Attempt, size: number, bytes: number): Unkept | null {
  if (truncated) return 'cut';
  if (size > mostBytes.connection) return 'long';
  return bytes + size > mostBytes.all ? 'full' : null;
}

function sizeOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

function withoutConnection(listener: Listener): Listener {
  return { ...listener, connection: null };
}
