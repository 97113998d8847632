import { now } from '../../../domain/clock.ts';
import { askable } from '../../../deployment/surfaces/surface.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import { endedAddress } from '../../../domain/surfaces/link-variant.ts';
import type { LinkVariant } from '../../../domain/surfaces/link-variant.ts';
import type { Phase } from '../../../domain/phase.ts';
import { longestWait } from '../../../domain/ledger/share-times.ts';
import { ownRequests } from '../choosing/requests.ts';
import type { LeftOut, SweepContext } from '../probe.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import { isForBearers, lifetimeOf } from '../../../domain/surfaces/surface-traits.ts';
import { isFirstHalf } from '../../state/first-half.ts';
import { waitUntil } from '../../state/wait-until.ts';

/** An attempt with an address that has expired by `at` (milliseconds since the epoch). */
export type Due = { request: AttemptRequest; at: number };

/**
 * The attempts with expired addresses: by their owner, by another account, and without a session. Addresses from before
 * the update are among them.
 */
export function endedRequests(
  worker: Worker,
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
): Due[] {
  const jobs = new Map<string, Due>();
  for (const surface of surfaces) {
    if (lifetimeOf(surface) === null) continue;
    const phases: [Phase, LinkVariant][] = [[worker.phase, 'expired']];
    if (surface.variants.includes('range')) phases.push([worker.phase, 'expired-range']);
    phases.push([worker.phase, 'expired-moved']);
    if (worker.phase === 'after-update') phases.push(['before-update', 'expired-before-update']);
    for (const [index, thing] of worker.things.entries()) {
      for (const [phase, variant] of phases) {
        const at = worker.endOfLink(surface, thing, phase);
        if (at === null) continue;
        const ids = surface.needs.map((name) => thing.ids[name] ?? thing.owner.ids[name]);
        for (const session of triersOf(thing, sessions, index)) {
          const key = JSON.stringify([surface.id, variant, ids, session?.id]);
          const request = { session, surface, thing, variant };
          const isPossible = variant !== 'expired-moved' || worker.canTry(request);
          if (!jobs.has(key) && isPossible) jobs.set(key, { request, at });
        }
      }
    }
  }
  return [...jobs.values()];
}

/** The sessions that try an address: the owner's, that of another account (which varies by thing), and none. */
function triersOf(
  thing: Thing,
  sessions: readonly Session[],
  index: number,
): readonly (Session | null)[] {
  const own = sessions.filter(({ account }) => account.id === thing.owner.id).slice(0, 1);
  const others = sessions.filter(({ account }) => account.id !== thing.owner.id);
  const other = others[index % Math.max(1, others.length)];
  return [...own, ...(other === undefined ? [] : [other]), null];
}

/** Attempts of one kind with addresses that have expired already, after which a run that is not thorough waits for no more. */
const enough = 12;

/**
 * Waits until addresses have expired that do so within `longestWait`, and returns the attempts with them: with all of
 * them where a run is thorough, else as many of each kind as are enough. For addresses that last longer, one attempt for
 * each surface is returned, to be recorded as unclear. Before an expected update nothing is waited for, because addresses
 * from that phase are tried after the update.
 * @param until when the sweep has to end: what ends later is left out
 * @param onWait called each second with the remaining seconds
 */
export async function awaitEnds(
  worker: Worker,
  due: readonly Due[],
  { until, onWait }: Pick<SweepContext, 'until' | 'onWait'>,
): Promise<(AttemptRequest | LeftOut)[]> {
  const isFirst = isFirstHalf(worker);
  const latest = now() + (isFirst ? 0 : longestWait);
  const ending = due.filter(({ at }) => at <= latest);
  const over = countKinds(ending.filter(({ at }) => at <= now()));
  const isThorough = worker.plan.scope === 'thorough';
  const wanted = ending.filter(
    (one) => isThorough || one.at <= now() || (over.get(kindOf(one)) ?? 0) < enough,
  );
  const soon = wanted.filter(({ at }) => at <= until);
  const leftOut = ending.length === soon.length ? [] : [{ left: ending.length - soon.length }];
  const late = due.filter(
    ({ at, request: { variant } }) =>
      at > latest && (variant === 'expired' || variant === endedAddress),
  );
  const end = Math.max(0, ...soon.map(({ at }) => at));
  await waitUntil(worker, end, onWait);
  const requests = soon.map(({ request }) => request);
  if (isFirst) return [...requests, ...leftOut];
  const told = new Map(late.map(({ request }) => [request.surface.id, request]));
  return [...requests, ...told.values(), ...leftOut];
}

function countKinds(due: readonly Due[]): Map<string, number> {
  return new Map([...Map.groupBy(due, kindOf)].map(([kind, those]) => [kind, those.length]));
}

/** Attempts of one kind have their surface, their variant and whose session it is in common. */
function kindOf({ request: { surface, variant, session, thing } }: Due): string {
  const whose = session === null ? null : session.account.id === thing?.owner.id;
  return JSON.stringify([surface.id, variant, whose]);
}

/** Lets a session ask for its own links, so that they can be tried after the session was signed out. */
export async function takeLinks(worker: Worker, session: Session): Promise<void> {
  const links = askable(worker.definition.surfaces).filter(
    (surface) => surface.kind === 'link' && !isForBearers(surface),
  );
  for (const request of ownRequests(links, session, worker.things)) await worker.attempt(request);
}
