import type { AccountId } from '../../domain/account.ts';
import type { Way } from '../../domain/case.ts';
import type { AskedSurface } from '../../deployment/surface.ts';
import { plain as plainly } from '../../exercise/probes/choosing/requests.ts';
import { foreignIds } from '../../exercise/probes/foreign-ids.ts';
import { ownViews } from '../../exercise/probes/own-views.ts';
import type { SweepContext, SweepProbe } from '../../exercise/probes/probe.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import type { AttemptRequest } from '../../exercise/state/attempt-request.ts';
import type { Worker } from '../../exercise/worker/worker.ts';

type Batch = Extract<ReturnType<SweepProbe['attempts']>, readonly unknown[]>;

/** Who looks again. */
export type Few = {
  /** Accounts that were made for it. */
  made: ReadonlySet<AccountId>;
  /** Some of those who saw something: they look at what the new accounts have. */
  viewers: ReadonlySet<AccountId>;
  /** Some of those whose it was: the new accounts look at what they have. */
  owners: ReadonlySet<AccountId>;
};

/** The worker with nobody but those few, and what is theirs. What came of the sweep's probes is told already. */
export function workerOf(worker: Worker, { made, viewers, owners }: Few): Worker {
  const few = made.union(viewers).union(owners);
  return Object.defineProperties(Object.create(worker) as Worker, {
    accounts: { get: () => worker.accounts.filter(({ id }) => few.has(id)) },
    sessions: { get: () => worker.sessions.filter(({ account }) => few.has(account.id)) },
    things: { get: () => worker.things.filter(({ owner }) => few.has(owner.id)) },
    shares: { value: [] },
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
 * few for each other's, on the surfaces in question alone. Probes that disturb data or sessions ask nothing.
 */
export function probesAgain(worker: Worker, few: Few, { surfaces, ways }: Seen): SweepProbe[] {
  const found = new Set(ways.map(({ probe }) => probe));
  const variants = new Set(['plain', ...ways.map(({ variant }) => variant)]);
  const wanted = probesFor(worker.definition).filter(
    ({ id, disturbs }) =>
      disturbs === 'nothing' && (id === ownViews.id || id === foreignIds.id || found.has(id)),
  );
  return wanted.map((probe) => (probe.id === ownViews.id ? probe : narrowed(probe)));

  function isMeant(named: Batch[number]): boolean {
    if (!('surface' in named) || !surfaces.has(named.surface.id)) return false;
    if ('listeners' in named) return true;
    const { change } = named;
    const plain = 'variant' in named && typeof named.variant === 'string' ? named.variant : 'plain';
    return variants.has(change?.name ?? plain);
  }

  function narrowed(probe: SweepProbe): SweepProbe {
    return {
      ...probe,
      async *attempts(context) {
        const choose: SweepContext['choose'] = (among) => foreignOf(worker, few, among);
        // Its properties are read when they are asked for.
        const own = Object.create(context, { choose: { value: choose } }) as SweepContext;
        const named = probe.attempts(own);
        if (Array.isArray(named)) yield (named as Batch).filter(isMeant);
        else for await (const batch of named as AsyncIterable<Batch>) yield batch.filter(isMeant);
      },
    };
  }
}

/** Those who were made ask for what owners have, and those who saw something for what the new ones have: all of it. */
function foreignOf(
  worker: Worker,
  { made, viewers, owners }: Few,
  among: readonly AskedSurface[],
): AttemptRequest[] {
  const { sessions, things } = workerOf(worker, { made, viewers, owners });
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
      .flatMap((thing) => plainly(session, thing, among));
  });
}
