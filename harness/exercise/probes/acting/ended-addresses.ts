import { now } from '../../../domain/clock.ts';
import { endedAddress } from '../../../domain/surfaces/link-variant.ts';
import { clockSkew } from '../../../domain/ledger/share-times.ts';
import { surfaceOfAddress } from '../../attempt/links/named-addresses.ts';
import { isFirstHalf } from '../../state/first-half.ts';
import type { NamedAddress } from '../../attempt/links/named-addresses.ts';
import type { Worker } from '../../worker/worker.ts';
import type { Due } from './ended-links.ts';

/** Most addresses of one place that are tried after their end, and most in all. */
const most = { ofPlace: 3, inAll: 60 };
/** Servers may allow for clocks that differ: most milliseconds after an end at which it may still work. */
const leeway = 10_000;

/**
 * The attempts with addresses that no link describes, after the end that they state themselves: by the owner and
 * without a session. Of each place those that end first are taken, of different owners. Before an expected update there
 * are none: what is given after it is tried.
 */
export function endedAddresses(worker: Worker): Due[] {
  if (isFirstHalf(worker)) return [];
  const ending = worker.namedAddresses.filter(
    ({ url, end }) => end !== null && !worker.linkedPlaces.has(url.origin + url.pathname),
  );
  const byPlace = Map.groupBy(ending, (named) => surfaceOfAddress(named).id);
  return [...byPlace.values()].flatMap(dueOf).slice(0, most.inAll);
}

function dueOf(ofPlace: readonly NamedAddress[]): Due[] {
  const byOwner = Map.groupBy(
    ofPlace.toSorted((left, right) => (left.end ?? 0) - (right.end ?? 0)),
    ({ session }) => session.account.id,
  );
  const firsts = [...byOwner.values()].flatMap((those) => those.slice(0, 1));
  return firsts.slice(0, most.ofPlace).flatMap((named) => {
    const { session, thing, url, end } = named;
    const allowance = Math.min(leeway, Math.max(clockSkew, (end ?? 0) - now()));
    const at = (end ?? 0) + allowance;
    const variant = endedAddress;
    const request = { thing, surface: surfaceOfAddress(named), variant, address: url } as const;
    return [session, null].map((by) => ({
      request: { ...request, session: by, notBefore: at },
      at,
    }));
  });
}
