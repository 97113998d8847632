import type { ProbeAttempt } from '../../../deployment/probe.ts';
import type { AskedSurface } from '../../../deployment/surface.ts';
import { rangeVariants } from '../../../domain/range-variants.ts';
import { missingIds } from '../../http/requests.ts';
import type { Variant } from '../../state/attempt-request.ts';
import type { AttemptRequest } from '../../state/attempt-request.ts';
import type { Session, Thing } from '../../state/held.ts';
import { isForBearers, traitsOf } from '../../../domain/surface-traits.ts';

/** What a session asks for of its account's own. */
export function ownRequests(
  surfaces: readonly AskedSurface[],
  session: Session,
  things: readonly Thing[],
): AttemptRequest[] {
  return distinct(ownOf(surfaces, session, things, plain));
}

/** What sessions try that may reach nothing: all that is their account's. */
export function barredRequests(
  surfaces: readonly AskedSurface[],
  sessions: readonly Session[],
  things: readonly Thing[],
): AttemptRequest[] {
  const closed = surfaces.filter((surface) => !isForBearers(surface));
  return distinct(sessions.flatMap((session) => ownOf(closed, session, things, varied)));
}

/** What is the account's own, without a thing where its ids lead there. */
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

/** One request for each of the surfaces that a thing has. */
export function plain(
  session: Session | null,
  thing: Thing,
  surfaces: readonly AskedSurface[],
): AttemptRequest[] {
  const ids = { ...thing.owner.ids, ...thing.ids };
  return surfaces
    .filter((surface) => missingIds(surface, ids).length === 0)
    .map((surface) => ({ session, surface, thing }));
}

/** The same, in each of the surface's variants. */
export function varied(
  session: Session | null,
  thing: Thing,
  surfaces: readonly AskedSurface[],
): AttemptRequest[] {
  return plain(session, thing, surfaces).flatMap(inVariants);
}

/** A request in each variant of its surface. */
export function inVariants(request: AttemptRequest): AttemptRequest[] {
  return variantsOf(request).map((variant) => ({ ...request, variant }));
}

/**
 * Whoever has the address of a bearer link may use it, by design. Forging one is another matter: that is tried by
 * those who have a right to nothing, or to something else.
 */
function variantsOf({ surface, session }: AttemptRequest): readonly Variant[] {
  const mayForge = session === null || session.state === 'open';
  const forged: readonly Variant[] = mayForge ? traitsOf(surface).forgedVariants : [];
  if (isForBearers(surface)) return forged;
  return [
    'plain',
    ...surface.variants.flatMap((variant) => (variant === 'range' ? rangeVariants : [variant])),
    ...forged,
  ];
}

/** Surfaces that need ids of the account alone are the same for each of its things. */
export function distinct(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const seen = new Map<string, AttemptRequest>();
  for (const request of requests) {
    const key = requestKey(request);
    if (!seen.has(key)) seen.set(key, request);
  }
  return [...seen.values()];
}

/** The same for requests that ask for the same thing in the same way. */
export function requestKey({
  session,
  surface,
  thing,
  variant = 'plain',
  change,
}: ProbeAttempt & { variant?: Variant }): string {
  const ids = { ...thing?.owner.ids, ...thing?.ids, ...change?.ids };
  const asked = surface.needs.map((name) => ids[name]);
  const way = change === undefined ? variant : [change.name, change.query];
  return JSON.stringify([session?.id, session?.state, surface.id, way, asked]);
}
