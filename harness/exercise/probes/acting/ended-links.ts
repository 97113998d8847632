import { setTimeout as sleep } from 'node:timers/promises';
import { askable } from '../../../deployment/surface.ts';
import type { AskedSurface } from '../../../deployment/surface.ts';
import type { LinkVariant } from '../../../domain/link-variant.ts';
import type { Phase } from '../../../domain/phase.ts';
import { longestWait } from '../../../domain/share-times.ts';
import { ownRequests } from '../choosing/requests.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Thing } from '../../state/held.ts';
import type { Worker } from '../../worker/worker.ts';
import { isForBearers, lifetimeOf } from '../../../domain/surface-traits.ts';

/** An attempt with an address that has ended by `at` (milliseconds since the epoch). */
type Due = { request: AttemptRequest; at: number };

/**
 * Attempts with addresses after their end: by their owner, by another account, and without a session. Those that
 * were given before the update have mostly ended by themselves.
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
    if (worker.phase === 'after-update') phases.push(['before-update', 'expired-before-update']);
    for (const [index, thing] of worker.things.entries()) {
      for (const [phase, variant] of phases) {
        const at = worker.endOfLink(surface, thing, phase);
        if (at === null) continue;
        const ids = surface.needs.map((name) => thing.ids[name] ?? thing.owner.ids[name]);
        for (const session of triersOf(thing, sessions, index)) {
          const key = JSON.stringify([surface.id, variant, ids, session?.id]);
          if (!jobs.has(key)) jobs.set(key, { request: { session, surface, thing, variant }, at });
        }
      }
    }
  }
  return [...jobs.values()];
}

/** Its owner, somebody else (another one for each thing), and nobody. */
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

/**
 * Waits until those addresses have ended that do so soon enough; what is left of their life may have passed
 * meanwhile. Of those that last too long, one a surface is returned, to be recorded as what it is. Before an
 * update nothing is waited for: what was given then is tried after it.
 */
export async function awaitEnds(
  worker: Worker,
  due: readonly Due[],
  onWait: (seconds: number) => void,
): Promise<AttemptRequest[]> {
  const isFirstHalf = worker.phase === 'before-update' && worker.plan.update.expected;
  const latest = Date.now() + (isFirstHalf ? 0 : longestWait);
  const soon = due.filter(({ at }) => at <= latest);
  const late = due.filter(({ at, request }) => at > latest && request.variant === 'expired');
  const end = Math.max(0, ...soon.map(({ at }) => at));
  for (;;) {
    const left = end - Date.now();
    if (left <= 0 || worker.signal.aborted) break;
    onWait(Math.ceil(left / 1000));
    await sleep(Math.min(left, 1000), undefined, { signal: worker.signal }).catch(() => undefined);
  }
  const requests = soon.map(({ request }) => request);
  if (isFirstHalf) return requests;
  const told = new Map(late.map(({ request }) => [request.surface.id, request]));
  return [...requests, ...told.values()];
}

/** What a session is given before it ends, so that it can be tried afterwards. */
export async function takeLinks(worker: Worker, session: Session): Promise<void> {
  const links = askable(worker.definition.surfaces).filter(
    (surface) => surface.kind === 'link' && !isForBearers(surface),
  );
  for (const request of ownRequests(links, session, worker.things)) await worker.attempt(request);
}
