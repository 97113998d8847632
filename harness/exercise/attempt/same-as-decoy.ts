import type { Surface } from '../../deployment/surfaces/surface.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import { ask } from './ask.ts';
import type { SessionCredentials } from '../http/session-credentials.ts';
import { decoyId, decoyIds, fingerprint, isLikeDecoys } from '../classify/decoy.ts';
import type { Fingerprint } from '../classify/decoy.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Outgoing } from '../http/exchange.ts';
import { strayAddress } from './links/forge.ts';
import type { Inspected, Scanning } from '../scan/inspect.ts';
import { changeRequest } from '../http/request-change.ts';
import type { RequestChange } from '../../deployment/probe.ts';
import { requestFor } from '../http/requests.ts';
import { traceLike } from '../http/trace.ts';
import type { Trace } from '../http/trace.ts';
import type { Variant } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { Network } from '../http/network.ts';
import { traitsOf } from '../../domain/surfaces/surface-traits.ts';

/** The answers for ids that never existed: two for each session, surface and variant; null where no answer came. */
export type DecoyStore = { decoys: Map<string, Promise<readonly (Fingerprint | null)[]>> };

/** An attempt whose answer holds no sign of any account. */
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
 * Whether an answer equals the answer for an id that never existed (for a link: for an address that was never given
 * out). Two decoys are requested, once per session, surface and variant.
 */
export async function sameAsDecoy(
  worker: Network & Scanning & DecoyStore,
  { session, surface, variant, change, ids, credentials, outgoing }: Answered,
  real: { delivered: Delivered; inspected: Inspected },
): Promise<boolean> {
  // Only the other ids become decoys. The ids that the change sets stay as they are.
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
    const trace = traceLike(outgoing.trace);
    const sent = { ...request, trace };
    const { delivered, inspected } = await ask(worker, credentials, surface.gives, sent);
    const echoed = { ...(isLink ? namesIn(request.url) : asked), ...echoOf(trace) };
    return delivered.delivery.failure === null
      ? fingerprint(delivered, inspected.digests, echoed)
      : null;
  };
  const signature = isLink ? outgoing.url.search : '';
  // The number of renewals is part of the key, because an expired session gets a different answer.
  const who = `${session?.id ?? 'none'} ${session?.state ?? ''} ${credentials?.upkeep?.renewals ?? 0}`;
  const key = JSON.stringify([who, surface.id, change?.name ?? variant, signature, kept]);
  const decoys = worker.decoys.get(key) ?? Promise.all([askDecoy(), askDecoy()]);
  worker.decoys.set(key, decoys);
  const names = { ...(isLink ? namesIn(outgoing.url) : needed), ...echoOf(outgoing.trace) };
  return isLikeDecoys(fingerprint(real.delivered, real.inspected.digests, names), await decoys);
}

/** An answer may repeat the id of its trace, which is another in each request. */
function echoOf(trace: Trace | undefined): Ids {
  return trace === undefined ? {} : { trace: trace.id };
}

function strayRequest(outgoing: Outgoing, ids: Ids): Outgoing | null {
  const url = strayAddress({ url: outgoing.url, ids }, decoyId);
  return url === null ? null : { ...outgoing, url };
}

/** The parts of an address that an answer may repeat. */
function namesIn({ pathname, search }: URL): Ids {
  const parts = [pathname + search, pathname, search, ...pathname.split('/')];
  return Object.fromEntries(parts.filter((part) => part.length > 1).map((part) => [part, part]));
}
