import { choosePairs } from '../../accounts/cohorts/pairs.ts';
import { createRandom } from '../../accounts/random.ts';
import type { Surface } from '../../deployment/surface.ts';
import { forgedVariants } from '../../domain/link-variant.ts';
import { rangeVariants } from '../../domain/range-variants.ts';
import { nearTo } from './near.ts';
import { missingIds } from '../http/requests.ts';
import type { Variant, AttemptRequest } from '../state/attempt-request.ts';
import type { Session, Share, Thing } from '../state/held.ts';

/** The sessions of a sweep, by what they may reach. */
export type SweepSessions = {
  /** One open session of each account. */
  open: readonly Session[];
  /** Signed-out ones: they may reach nothing, not even what is their account's. */
  barred: readonly Session[];
};

/** Foreign viewers a thing, at the least. */
const fewest = 5;

/** What a sweep attempts: what one owns, before and after all that is foreign. */
export type SweepJobs = { own: readonly AttemptRequest[]; foreign: readonly AttemptRequest[] };

/**
 * Lists the attempts of a sweep; their number grows with the accounts. Each account takes all that is its
 * own. Foreign things are tried by the viewers that `choosePairs` picks, the same on every surface, and by
 * anonymous. Barred sessions try what their account owns.
 */
export function sweepJobs(
  surfaces: readonly Surface[],
  sessions: SweepSessions,
  things: readonly Thing[],
  seed: number,
  shares: readonly Share[] = [],
): SweepJobs {
  const fixed = surfaces.filter(({ needs }) => needs.length === 0);
  const bound = surfaces.filter(({ needs }) => needs.length > 0);
  const own = sessions.open.flatMap((session) => ownOf(surfaces, session, things, plain));
  const foreign = [
    ...strangers(bound, sessions.open, things, { seed, shares }),
    ...fixed.map((surface) => ({ session: null, surface, thing: null })),
    ...things.flatMap((thing) => varied(null, thing, bound)),
    ...barredJobs(surfaces, sessions.barred, things),
  ];
  // Mixed, so that accounts follow close upon each other everywhere: caches and pools leak then.
  const random = createRandom('sweep', seed);
  return { own: random.shuffle(distinct(own)), foreign: random.shuffle(distinct(foreign)) };
}

/** What a session asks for of its account's own. */
export function ownJobs(
  surfaces: readonly Surface[],
  session: Session,
  things: readonly Thing[],
): AttemptRequest[] {
  return distinct(ownOf(surfaces, session, things, plain));
}

/** What sessions try that may reach nothing: all that is their account's. */
export function barredJobs(
  surfaces: readonly Surface[],
  sessions: readonly Session[],
  things: readonly Thing[],
): AttemptRequest[] {
  const closed = surfaces.filter(({ link }) => link?.bearer !== true);
  return distinct(sessions.flatMap((session) => ownOf(closed, session, things, varied)));
}

/** What is the account's own, without a thing where its ids lead there. */
export function ownOf(
  surfaces: readonly Surface[],
  session: Session,
  things: readonly Thing[],
  ask: typeof plain,
): AttemptRequest[] {
  // What its own ids lead to (`/patients/{patient}/notes`) is there without any thing, as at a fixed address.
  const isAddressed = (surface: Surface) => missingIds(surface, session.account.ids).length === 0;
  const rest = surfaces.filter((surface) => !isAddressed(surface));
  return [
    ...surfaces.filter(isAddressed).map((surface) => ({ session, surface, thing: null })),
    ...things
      .filter(({ owner }) => owner.id === session.account.id)
      .flatMap((thing) => ask(session, thing, rest)),
  ];
}

/**
 * Who tries what of others'. Surfaces that can be asked for the same things share their pairs; one that only
 * some things have (a picture, a prescription) gets pairs of its own, so that every viewer meets it.
 */
function strangers(
  surfaces: readonly Surface[],
  sessions: readonly Session[],
  things: readonly Thing[],
  { seed, shares }: { seed: number; shares: readonly Share[] },
): AttemptRequest[] {
  const byAccount = new Map(sessions.map((session) => [session.account.id, session]));
  // The role counts as a factor, so that staff try strangers' things too, not only those of their own patients.
  const viewers = sessions.map(({ account: { id, cohort, role } }) => ({
    account: id,
    cohort: { ...cohort, role },
  }));
  const near = nearTo(
    sessions.map(({ account }) => account),
    things,
    shares,
  );
  const asked = Map.groupBy(surfaces, (surface) =>
    JSON.stringify(
      things.filter((thing) => plain(null, thing, [surface]).length > 0).map(({ id }) => id),
    ),
  );
  return [...asked.values()].flatMap((group) => {
    const held = things.filter((thing) => plain(null, thing, group).length > 0);
    const { pairs } = choosePairs({
      viewers,
      things: held.map((thing) => ({
        thing: thing.id,
        owner: thing.owner.id,
        cohort: thing.owner.cohort,
        held: thing,
      })),
      seed,
      // Where few things have it, more viewers each: none may be left without a try.
      perThing: Math.max(fewest, Math.ceil(viewers.length / held.length) + 1),
      near: (viewer, thing) => near(viewer.account, thing.held),
    });
    return pairs.flatMap(({ viewer, thing }) =>
      varied(byAccount.get(viewer.account) ?? null, thing.held, group),
    );
  });
}

/** One request for each of the surfaces that a thing has. */
export function plain(
  session: Session | null,
  thing: Thing,
  surfaces: readonly Surface[],
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
  surfaces: readonly Surface[],
): AttemptRequest[] {
  return plain(session, thing, surfaces).flatMap((request) =>
    variantsOf(request).map((variant) => ({ ...request, variant })),
  );
}

/**
 * Whoever has the address of a bearer link may use it, by design. Forging one is another matter: that is tried by
 * those who have a right to nothing, or to something else.
 */
function variantsOf({ surface, session }: AttemptRequest): readonly Variant[] {
  const { link, variants } = surface;
  const forged: readonly Variant[] =
    link !== undefined && (session === null || session.state === 'open') ? forgedVariants : [];
  if (link?.bearer === true) return forged;
  return [
    'plain',
    ...variants.flatMap((variant) => (variant === 'range' ? rangeVariants : [variant])),
    ...forged,
  ];
}

/** Surfaces that need ids of the account alone are the same for each of its things. */
export function distinct(requests: readonly AttemptRequest[]): AttemptRequest[] {
  const seen = new Map<string, AttemptRequest>();
  for (const request of requests) {
    const { session, surface, thing, variant = 'plain' } = request;
    const ids = { ...thing?.owner.ids, ...thing?.ids };
    const asked = surface.needs.map((name) => ids[name]);
    const key = JSON.stringify([session?.id, session?.state, surface.id, variant, asked]);
    if (!seen.has(key)) seen.set(key, request);
  }
  return [...seen.values()];
}
