import type { Surface } from '../../deployment/surface.ts';
import type { Ids } from '../../domain/thing.ts';
import { ask } from './ask.ts';
import type { Core } from '../state/core.ts';
import type { Baggage } from '../http/cookies.ts';
import { decoyId, decoyIds, fingerprint, isLikeDecoys } from '../classify/decoy.ts';
import type { Delivered } from '../http/deliver.ts';
import type { Outgoing } from '../http/exchange.ts';
import { strayAddress } from './forge.ts';
import type { Inspected } from '../scan/inspect.ts';
import { requestFor } from '../http/requests.ts';
import type { Variant } from '../http/requests.ts';
import type { Session } from '../state/worker-types.ts';

/** An attempt that was answered with something that nobody can tell whose it is. */
export type Answered = {
  session: Session | null;
  baggage: Baggage | null;
  surface: Surface;
  variant: Variant;
  ids: Ids;
  outgoing: Outgoing;
};

/**
 * Whether the answer is the one for an id that never existed. Asked once per session, surface and variant, two at
 * a time. Of a link, for an address that was never given out.
 */
export async function sameAsDecoy(
  core: Core,
  { session, surface, variant, ids, baggage, outgoing }: Answered,
  real: { delivered: Delivered; inspected: Inspected },
): Promise<boolean> {
  const needed = Object.fromEntries(
    Object.entries(ids).filter(([name]) => surface.needs.includes(name)),
  );
  const isLink = surface.link !== undefined;
  const askDecoy = async () => {
    const asked = decoyIds(needed);
    const request = isLink
      ? strayRequest(outgoing, needed)
      : requestFor(surface, { ...ids, ...asked }, variant, core.base);
    if (request === null) return null;
    const { delivered, inspected } = await ask(core, baggage, surface.gives, request);
    return delivered.delivery.failure === null
      ? fingerprint(delivered, inspected.digests, isLink ? namesIn(request.url) : asked)
      : null;
  };
  const signature = isLink ? outgoing.url.search : '';
  // What it was told with a session that had expired meanwhile is another answer.
  const who = `${session?.id ?? 'none'} ${session?.state ?? ''} ${baggage?.upkeep?.renewals ?? 0}`;
  const key = `${who} ${surface.id} ${variant} ${signature}`;
  const decoys = core.decoys.get(key) ?? Promise.all([askDecoy(), askDecoy()]);
  core.decoys.set(key, decoys);
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
