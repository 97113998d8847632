import type { ProbeAttempt } from '../../../deployment/probe.ts';
import { turnOf } from './in-turns.ts';
import type { AskedSurface } from '../../../deployment/surfaces/surface.ts';
import type { Ids } from '../../../domain/ledger/thing.ts';
import { rangeVariants } from '../../../domain/surfaces/range-variants.ts';
import { missingIds } from '../../http/requests.ts';
import type { Variant } from '../../state/attempt-request.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Thing } from '../../state/held.ts';
import { isForBearers, traitsOf } from '../../../domain/surfaces/surface-traits.ts';

/** The plain requests of a session for everything that its account owns. */
export function ownRequests(
  surfaces: readonly AskedSurface[],
  session: Session,
  things: readonly Thing[],
): AttemptRequest[] {
  return distinct(ownOf(surfaces, session, things, plain));
}

/** The requests of signed-out or half signed-in sessions for everything that their account owns, in all variants. */
export function barredRequests(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  things: readonly Thing[],
): AttemptRequest[] {
  const closed = surfaces.filter((surface) => !isForBearers(surface));
  return distinct(sessions.flatMap((session) => ownOf(closed, session, things, varied)));
}

/** The requests of a session for its account's own, without a thing where the account's ids suffice for the address. */
export function ownOf(
  surfaces: readonly AskedSurface[],
  session: Session,
  things: readonly Thing[],
  ask: typeof plain,
): AttemptRequest[] {
  // What its own ids lead to (`/patients/{patient}/notes`) is there without any thing, as at a fixed address.
  const isAddressed = (surface: AskedSurface) =>
    missingIds(surface, session.account.ids).length === 0;
  const rest = surfaces.filter((surface) => !isAddressed(surface));
  return [
    ...surfaces.filter(isAddressed).map((surface) => ({ session, surface, thing: null })),
    ...things
      .filter(({ owner }) => owner.id === session.account.id)
      .flatMap((thing) => ask(session, thing, rest)),
  ];
}

/**
 * One plain request for each surface whose address the ids of a thing can fill, or else those that a share gave beside
 * them (`given`).
 */
export function plain(
  session: Session | null,
  thing: Thing,
  surfaces: readonly AskedSurface[],
  given: Ids = {},
): AttemptRequest[] {
  const ids = { ...thing.owner.ids, ...thing.ids };
  return surfaces.flatMap((surface): AttemptRequest[] => {
    const missing = missingIds(surface, ids);
    if (missing.length === 0) return [{ session, surface, thing }];
    return missing.every((name) => name in given) ? [{ session, surface, thing, given }] : [];
  });
}

/** As `plain`, in all variants of each surface. */
export function varied(
  session: Session | null,
  thing: Thing,
  surfaces: readonly AskedSurface[],
  given: Ids = {},
): AttemptRequest[] {
  return plain(session, thing, surfaces, given).flatMap(inVariants);
}

/** The request in all variants of its surface. */
export function inVariants(request: AttemptRequest): AttemptRequest[] {
  return variantsOf(request).map((variant) => ({ ...request, variant }));
}

/** Requests of a surface in each way that suffice unless a run is thorough. */
const enough = 40;

/**
 * The requests in all their ways. Where those of a surface are many and the run is not thorough, they take turns: each
 * way is asked by some of them, as many as are enough.
 */
export function inWays(
  requests: readonly AttemptRequest[],
  waysOf: (request: AttemptRequest) => readonly AttemptRequest[],
  isThorough: boolean,
): AttemptRequest[] {
  if (isThorough) return requests.flatMap(waysOf);
  const bySurface = Map.groupBy(requests, ({ surface }) => surface.id);
  return [...bySurface.values()].flatMap((those) => {
    const turns = Math.max(1, Math.floor(those.length / enough));
    return those.flatMap((request, turn) => {
      const ways = waysOf(request);
      return turnOf(ways, turn, Math.ceil(ways.length / turns));
    });
  });
}

/** The request for each of the ranges that are tried of media. */
export function inRanges(request: AttemptRequest): AttemptRequest[] {
  return rangeVariants.map((variant) => ({ ...request, variant }));
}

/** An owner's request for their own in all variants but the plain one. What is one's own need not be forged. */
export function ownInVariants(request: AttemptRequest): AttemptRequest[] {
  return namedVariants(request.surface).map((variant) => ({ ...request, variant }));
}

/**
 * The variants to try. By design, everybody may use the address of a bearer link, so it is only tried in forged
 * variants. Sessions that were signed out or half signed in forge nothing.
 */
function variantsOf({ surface, session }: AttemptRequest): readonly Variant[] {
  const mayForge = session === null || session.state === 'open';
  const forged: readonly Variant[] = mayForge ? traitsOf(surface).forgedVariants : [];
  if (isForBearers(surface)) return forged;
  return ['plain', ...namedVariants(surface), ...forged];
}

/** The variants that a surface names. */
function namedVariants({ variants }: AskedSurface): readonly Variant[] {
  return variants.flatMap((variant) => (variant === 'range' ? rangeVariants : [variant]));
}

/** Leaves out repeated requests. A surface that needs only ids of the account gives the same for each of its things. */
export function distinct(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const seen = new Map<string, AttemptRequest>();
  for (const request of requests) {
    const key = requestKey(request);
    if (!seen.has(key)) seen.set(key, request);
  }
  return [...seen.values()];
}

/** A key that is equal for requests for the same thing, in the same way and session. */
export function requestKey({
  session,
  surface,
  thing,
  variant = 'plain',
  change,
  address,
  given,
}: ProbeAttempt & Pick<AttemptRequest, 'variant' | 'address' | 'given'>): string {
  const ids = { ...thing?.owner.ids, ...thing?.ids, ...given, ...change?.ids };
  const asked = surface.needs.map((name) => ids[name]);
  const way = change === undefined ? variant : [change.name, change.query];
  return JSON.stringify([session?.id, session?.state, surface.id, way, asked, address?.href]);
}
