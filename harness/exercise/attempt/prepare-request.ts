import { UnfitId } from '../../deployment/surfaces/bind-path.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import type { AskedKind } from '../../domain/surfaces/surface.ts';
import type { Ids } from '../../domain/ledger/thing.ts';
import type { Network } from '../http/network.ts';
import { changeRequest } from '../http/request-change.ts';
import { requestFor, requestTo } from '../http/requests.ts';
import type { AttemptRequest, Variant } from '../state/attempt-request.ts';
import type { Holder } from '../state/holdings.ts';
import type { NoLink } from './links/held-links.ts';
import { linkRequest } from './links/link-request.ts';
import type { LinkRequest } from './links/link-request.ts';
import type { Linking } from './links/links.ts';

/** The order for an attempt, with the ids that its address may take. */
export type Asking = AttemptRequest & { variant: Variant; ids: Ids };

type Preparing = Linking & Holder & Pick<Network, 'base'>;
type Prepared = LinkRequest | NoLink;
type Prepare<Kind extends AskedKind> = (
  worker: Preparing,
  asking: Asking & { surface: Extract<AskedSurface, { kind: Kind }> },
) => Promise<Prepared> | Prepared;

const ways: { [Kind in AskedKind]: Prepare<Kind> } = {
  request: ({ base }, { surface, ids, variant, change, address }) => ({
    outgoing:
      address === undefined
        ? changeRequest(requestFor(surface, ids, variant, base), change)
        : requestTo(surface, address, variant, ids),
    endsAt: null,
    lender: null,
  }),
  link: async (worker, asking) => linkRequest(worker, asking, asking.ids),
};

/** Builds the request of an attempt, by the kind of its surface. `why`: the reason if there is no request to send. */
export async function prepareRequest(worker: Preparing, asking: Asking): Promise<Prepared> {
  // The compiler does not see that the entry belongs to the same member of the union.
  const prepare = ways[asking.surface.kind] as unknown as (
    worker: Preparing,
    asking: Asking,
  ) => Promise<Prepared> | Prepared;
  try {
    return await prepare(worker, asking);
  } catch (error) {
    if (error instanceof UnfitId) return { why: error.message };
    throw error;
  }
}
