import type { Surface } from '../../deployment/surface.ts';
import type { Ids } from '../../domain/thing.ts';
import { ask } from './ask.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import { decoyId, decoyIds, fingerprint, isLikeDecoys } from '../classify/decoy.ts';
import type { Fingerprint } from '../classify/decoy.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Outgoing } from '../http/exchange.ts';
import { strayAddress } from './forge.ts';
import type { Inspected, Scanning } from '../scan/inspect.ts';
import { changeRequest } from '../http/request-change.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import { requestFor } from '../http/requests.ts';
import type { Variant } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { Network } from '../http/network.ts';
import { traitsOf } from '../../domain/surface-traits.ts';

/** Answers for ids that never existed, two of a kind; null where none came. */
export type DecoyStore = { decoys: Map<string, Promise<readonly (Fingerprint | null)[]>> };

/** An attempt that was answered with something that nobody can tell whose it is. */
export type Answered = {
  session: Session | null;
  credentials: SessionCredentials | null;
  surface: Surface;
  variant: Variant;
  change?: RequestChange | undefined;
  ids: Ids;
  outgoing: Outgoing;
};

/**
 * Whether the answer is the one for an id that never existed. Asked once per session, surface and variant, two at
 * a time. Of a link, for an address that was never given out.
 */
export async function sameAsDecoy(
  worker: Network & Scanning & DecoyStore,
  { session, surface, variant, change, ids, credentials, outgoing }: Answered,
  real: { delivered: Delivered; inspected: Inspected },
): Promise<boolean> {
  // Ids that the change put in stay: they are to be there, and the others are not.
  const kept = change?.ids ?? {};
  const needed = Object.fromEntries(
    Object.entries(ids).filter(
      ([name]) => surface.needs.includes(name) && !Object.hasOwn(kept, name),
    ),
  );
  const isLink = !traitsOf(surface).addressedByIds;
  const askDecoy = async () => {
    const asked = decoyIds(needed);
    const request = isLink
      ? strayRequest(outgoing, needed)
      : changeRequest(requestFor(surface, { ...ids, ...asked }, variant, worker.base), change);
    if (request === null) return null;
    const { delivered, inspected } = await ask(worker, credentials, surface.gives, request);
    return delivered.delivery.failure === null
      ? fingerprint(delivered, inspected.digests, isLink ? namesIn(request.url) : asked)
      : null;
  };
  const signature = isLink ? outgoing.url.search : '';
  // What it was told with a session that had expired meanwhile is another answer.
  const who = `${session?.id ?? 'none'} ${session?.state ?? ''} ${credentials?.upkeep?.renewals ?? 0}`;
  const key = JSON.stringify([who, surface.id, change?.name ?? variant, signature, kept]);
  const decoys = worker.decoys.get(key) ?? Promise.all([askDecoy(), askDecoy()]);
  worker.decoys.set(key, decoys);
  const names = isLink ? namesIn(outgoing.url) : needed;
  return isLikeDecoys(fingerprint(real.delivered, real.inspected.digests, names), await decoys);
}

function strayRequest(outgoing: Outgoing, ids: Ids): Outgoing | null {
  const url = strayAddress({ url: outgoing.url, ids }, decoyId);
  return url === null ? null : { ...outgoing, url };
}

/** What an answer may repeat of an address. */
function namesIn({ pathname, search }: URL): Ids {
  const parts = [pathname + search, pathname, search, ...pathname.split('/')];
  return Object.fromEntries(parts.filter((part) => part.length > 1).map((part) => [part, part]));
}
