import type { AccountId } from '../../domain/accounts/account.ts';
import type { Way } from '../../domain/verdict/case.ts';
import { harmless } from '../../deployment/probe.ts';
import type { AskedSurface } from '../../deployment/surfaces/surface.ts';
import { type Named, onlyThose } from '../../exercise/probes/choosing/only-those.ts';
import { plain as plainly } from '../../exercise/probes/choosing/requests.ts';
import { foreignIds } from '../../exercise/probes/foreign-ids.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import type { SweepContext, SweepProbe } from '../../exercise/probes/probe.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import type { AttemptRequest } from '../../exercise/state/attempt-request.ts';
import type { Worker } from '../../exercise/worker/worker.ts';

/** Who looks again. */
export type Few = {
  /** Accounts that were made for it. */
  made: ReadonlySet<AccountId>;
  /** Some of those who saw something: they look at what the new accounts have. */
  viewers: ReadonlySet<AccountId>;
  /** Some of those whose it was: the new accounts look at what they have. */
  owners: ReadonlySet<AccountId>;
};

/** The worker with nobody but those few, and what is theirs. */
export function workerOf(worker: Worker, { made, viewers, owners }: Few): Worker {
  const few = made.union(viewers).union(owners);
  return Object.defineProperties(untold(worker), {
    accounts: { get: () => worker.accounts.filter(({ id }) => few.has(id)) },
    sessions: { get: () => worker.sessions.filter(({ account }) => few.has(account.id)) },
    things: { get: () => worker.things.filter(({ owner }) => few.has(owner.id)) },
    namedAddresses: {
      get: () => worker.namedAddresses.filter(({ session }) => few.has(session.account.id)),
    },
    shares: { value: [] },
  });
}

/** The worker without a word on its probes: what came of the sweep's probes is told already. */
export function untold(worker: Worker): Worker {
  return Object.defineProperties(Object.create(worker) as Worker, {
    record: {
      value: (fact: Parameters<Worker['record']>[0]) => {
        if (fact.fact !== 'probed') worker.record(fact);
      },
    },
  });
}

/** By which surfaces, probes and variants something was seen. */
export type Seen = { surfaces: ReadonlySet<string>; ways: readonly Way[] };

/**
 * The probes that ask again as it was seen: owners for all of their own, so that they stand beside all others; and those
 * few for each other's, on the surfaces in question alone. Probes that disturb anything ask nothing.
 */
export function probesOfFew(worker: Worker, few: Few, seen: Seen): SweepProbe[] {
  const choose: SweepContext['choose'] = (among) => foreignOf(worker, few, among);
  const found = foundBy(worker, seen);
  return probesFor(worker.definition)
    .filter((probe) => probe.disturbs === 'nothing')
    .flatMap((probe) => {
      if (probe.id === ownViews.id) return probe;
      if (probe.id !== foreignIds.id && !found.includes(probe)) return [];
      // A context's properties are read when they are asked for.
      const chosen = (context: SweepContext): SweepContext =>
        Object.create(context, { choose: { value: choose } }) as SweepContext;
      const attempts = (context: SweepContext) => probe.attempts(chosen(context));
      return narrowed({ ...probe, attempts }, seen);
    });
}

/**
 * The probes that found something by what caches or connections did to whoever came next: chance is in it. All accounts
 * look again by them, so that each has had as many chances as the others.
 */
export function probesOfAll(worker: Worker, seen: Seen): SweepProbe[] {
  const again = foundBy(worker, seen).filter(
    ({ disturbs }) => disturbs !== 'nothing' && harmless.includes(disturbs),
  );
  return again.length === 0 ? [] : [ownViews, ...again].map((probe) => narrowed(probe, seen));
}

function foundBy({ definition }: Worker, { ways }: Seen): SweepProbe[] {
  const found = new Set(ways.map(({ probe }) => probe));
  return probesFor(definition).filter(({ id }) => found.has(id));
}

/** The probe with nothing but what asks at the surfaces, and in the ways, by which something was seen. */
function narrowed(probe: SweepProbe, { surfaces, ways }: Seen): SweepProbe {
  const variants = new Set(['plain', ...ways.map(({ variant }) => variant)]);
  const isMeant = (named: Named): boolean => {
    if (!('surface' in named) || !surfaces.has(named.surface.id)) return false;
    if ('listeners' in named) return true;
    const { change } = named;
    const plain = 'variant' in named && typeof named.variant === 'string' ? named.variant : 'plain';
    return variants.has(change?.name ?? plain);
  };
  return onlyThose(probe, isMeant);
}

/** Those who were made ask for what owners have, and those who saw something for what the new ones have: all of it. */
function foreignOf(
  worker: Worker,
  { made, viewers, owners }: Few,
  among: readonly AskedSurface[],
): AttemptRequest[] {
  const { sessions, things } = workerOf(worker, { made, viewers, owners });
  // At an address without ids everybody asks for their own.
  const ofThings = among.filter(({ needs }) => needs.length > 0);
  const open = new Map(
    sessions
      .filter(({ state }) => state === 'open')
      .toReversed()
      .map((session) => [session.account.id, session]),
  );
  return [...open.values()].flatMap((session) => {
    const { id } = session.account;
    const isMeant = (owner: AccountId): boolean =>
      owner !== id && ((made.has(id) && owners.has(owner)) || (viewers.has(id) && made.has(owner)));
    return things
      .filter(({ owner }) => isMeant(owner.id))
      .flatMap((thing) => plainly(session, thing, ofThings));
  });
}
