import { concurrencyOf } from '../../deployment/concurrency.ts';
import { failedFact } from '../state/failed-fact.ts';
import { inParallel } from '../state/in-parallel.ts';
import { signIn } from '../session/sign-in.ts';
import type { Account, Session } from '../state/held.ts';
import type { RunIdentity } from '../state/run-identity.ts';
import type { Recorder } from '../state/recorder.ts';
import type { Holder } from '../state/holdings.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { AccountSource } from './pool-accounts.ts';

/**
 * Removes the worker's accounts from the deployment, each with a session of its own. Accounts of a pool existed before,
 * so only the things that the run created in them are removed. Returns the accounts that are left. See
 * `Worker.removeAccounts`.
 */
export async function removeAccounts(
  worker: SessionMaking & AccountSource,
): Promise<readonly Account[]> {
  const { accounts } = worker.holdings;
  const removal = worker.pool === null ? removeAccount(worker) : removeThings(worker);
  const left: Account[] = [];
  await inParallel([...accounts.values()], concurrencyOf(worker.definition), async (account) => {
    if (removal === undefined || !(await removed(worker, account, removal))) left.push(account);
  });
  return left;
}

/** Removes an account or its things; undefined when the definition has no function for it. */
type Removal = ((session: Pick<Session, 'http' | 'account'>) => Promise<void>) | undefined;

function removeAccount(worker: RunIdentity & Recorder): Removal {
  const { remove } = worker.definition.accounts;
  if (remove === undefined) return undefined;
  return async ({ http, account }) => {
    await remove({ http, account });
    worker.recordFact({ type: 'fact', fact: 'removed', at: Date.now(), account: account.id });
  };
}

function removeThings(worker: RunIdentity & Recorder & Holder): Removal {
  const { remove } = worker.definition.consultations;
  const gone = new Set<string>();
  return async ({ http, account }) => {
    for (const { id, owner, ids } of worker.holdings.things.values()) {
      if (owner.id !== account.id || gone.has(id)) continue;
      await remove?.({ http, account, ids });
      gone.add(id);
      worker.recordFact({
        type: 'fact',
        fact: 'removed',
        at: Date.now(),
        account: account.id,
        thing: id,
      });
    }
  };
}

/** Tries to remove with each open session and then with a new one. Resolves with false when none succeeds. */
async function removed(
  worker: SessionMaking & AccountSource,
  account: Account,
  removal: NonNullable<Removal>,
): Promise<boolean> {
  const { sessions, things } = worker.holdings;
  const { consultations } = worker.definition;
  const hasThings = [...things.values()].some(({ owner }) => owner.id === account.id);
  // Without `consultations.remove` the things stay. Nobody can remove them later either, so none is reported as left.
  if (worker.pool !== null && (!hasThings || consultations.remove === undefined)) return true;
  const open = [...sessions.values()].filter(
    (session) => session.account.id === account.id && session.state === 'open',
  );
  let failure: unknown;
  for (const session of [...open, null]) {
    try {
      const { http } = session ?? (await signIn(worker, account));
      await removal({ http, account });
      return true;
    } catch (error) {
      failure = error;
    }
  }
  worker.recordFact(failedFact(account.id, account.cohort, 'removal', failure));
  return false;
}
