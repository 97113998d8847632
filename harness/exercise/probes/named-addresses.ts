import { isUnguessable } from '../../canaries/estimate-bits.ts';
import { surfaceOfAddress } from '../attempt/links/named-addresses.ts';
import type { NamedAddress } from '../attempt/links/named-addresses.ts';
import { bindPath, UnfitId } from '../../deployment/surfaces/bind-path.ts';
import { namedAddress, playlistLine } from '../../domain/surfaces/link-variant.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { missingIds } from '../http/requests.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { Worker } from '../worker/worker.ts';
import { ofTheNext } from './choosing/of-the-next.ts';
import { inTurns } from './choosing/in-turns.ts';
import type { SweepProbe } from './probe.ts';

/**
 * Requests what accounts' own answers name, as a player does: an own list may carry the address, freshly signed, of
 * something of another's. What a playlist names is asked for by others, too, and without a session: a guarded playlist
 * protects nothing where its segments are open. Where a link from the playlist describes them, `links` does that. An
 * address with something in its query that nobody can guess may be for whoever has it, by design: `link` has to say so.
 */
export const namedAddresses: SweepProbe = {
  id: 'named-addresses',
  title: 'What one’s own answers name, asked for as a player does',
  needs: 'own answers that name addresses which no surface describes',
  disturbs: 'nothing',
  budgeted: true,
  attempts({ worker, surfaces, sessions }) {
    const described = new Set(surfaces.flatMap((surface) => ownAddresses(worker, surface)));
    const unknown = worker.namedAddresses.filter(({ url }) => !described.has(url.href));
    const linked = new Set(
      surfaces.flatMap((surface) => (surface.kind === 'link' ? surface.link.from : [])),
    );
    return inTurns(unknown, ({ surface, place }) => `${surface} ${place}`).flatMap((named) =>
      named.place === playlistLine && !linked.has(named.surface) && !isSigned(named.url)
        ? [requestOf(named), ...strangersRequests(named, sessions.open)]
        : [requestOf(named)],
    );
  },
};

function isSigned(url: URL): boolean {
  return [...url.searchParams.values()].some(isUnguessable);
}

function requestOf(named: NamedAddress): AttemptRequest {
  const { session, thing, url } = named;
  const variant = namedAddress;
  return { session, thing, surface: surfaceOfAddress(named), variant, address: url };
}

/** The same, by the patient who comes after the owner (so that each of them is somebody's), and without a session. */
function strangersRequests(named: NamedAddress, open: readonly Session[]): AttemptRequest[] {
  const owner = named.session.account.id;
  const patients = open.filter(({ account }) => account.role === 'patient');
  const stranger = ofTheNext(patients, owner, ({ account }) => account.id);
  return [...(stranger === undefined ? [] : [stranger]), null].map((session) => ({
    ...requestOf(named),
    session,
  }));
}

/** The addresses of a surface at which owners have asked for their own already. */
function ownAddresses(
  { accounts, things, definition }: Worker,
  surface: AttemptRequest['surface'],
): string[] {
  if (surface.kind !== 'request' || definition.url === undefined) return [];
  const own = [
    ...accounts.map(({ ids }) => ids),
    ...things.map(({ owner, ids }) => ({ ...owner.ids, ...ids })),
  ];
  return own
    .filter((ids) => missingIds(surface, ids).length === 0)
    .flatMap((ids) => boundTo(surface.path, ids, definition.url));
}

/** The address, or none where an id cannot stand in it. The owner’s own request tells of it. */
function boundTo(path: string, ids: Ids, base: string | undefined): string[] {
  try {
    return [new URL(bindPath(path, ids), base).href];
  } catch (error) {
    if (error instanceof UnfitId) return [];
    throw error;
  }
}
