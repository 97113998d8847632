import type { Core } from '../state/core.ts';
import { failedFact } from '../state/failed-fact.ts';
import { inParallel } from '../state/in-parallel.ts';
import { signIn } from '../session/sign-in.ts';
import type { Account, Session } from '../state/worker-types.ts';

/**
 * Removes the worker's accounts, each with a session of its own. Accounts of a pool were there before and are not
 * ours to remove, whatever the definition can: of those only the things that the run created. See
 * `Worker.removeAccounts`.
 */
export async function removeAccounts(core: Core): Promise<readonly Account[]> {
  const { accounts } = core.holdings;
  const removal = core.pool === null ? removeAccount(core) : removeThings(core);
  const left: Account[] = [];
  await inParallel(
    [...accounts.values()],
    core.options.definition.concurrency ?? 16,
    async (account) => {
      if (removal === undefined || !(await removed(core, account, removal))) left.push(account);
    },
  );
  return left;
}

/** Undefined where the definition cannot. */
type Removal = ((session: Pick<Session, 'http' | 'account'>) => Promise<void>) | undefined;

function removeAccount(core: Core): Removal {
  const { remove } = core.options.definition.accounts;
  if (remove === undefined) return undefined;
  return async ({ http, account }) => {
    await remove({ http, account });
    core.recordFact({ type: 'fact', fact: 'removed', at: Date.now(), account: account.id });
  };
}

function removeThings(core: Core): Removal {
  const { remove } = core.options.definition.consultations;
  const gone = new Set<string>();
  return async ({ http, account }) => {
    for (const { id, owner, ids } of core.holdings.things.values()) {
      if (owner.id !== account.id || gone.has(id)) continue;
      await remove?.({ http, account, ids });
      gone.add(id);
      core.recordFact({
        type: 'fact',
        fact: 'removed',
        at: Date.now(),
        account: account.id,
        thing: id,
      });
    }
  };
}

/** With any session that still works, or else a new one. */
async function removed(
  core: Core,
  account: Account,
  removal: NonNullable<Removal>,
): Promise<boolean> {
  const { sessions, things } = core.holdings;
  const { consultations } = core.options.definition;
  const hasThings = [...things.values()].some(({ owner }) => owner.id === account.id);
  // Without `consultations.remove` they stay: nothing can be done about it, so nothing is left to do.
  if (core.pool !== null && (!hasThings || consultations.remove === undefined)) return true;
  const open = [...sessions.values()].filter(
    (session) => session.account.id === account.id && session.state === 'open',
  );
  let failure: unknown;
  for (const session of [...open, null]) {
    try {
      const { http } = session ?? (await signIn(core, account));
      await removal({ http, account });
      return true;
    } catch (error) {
      failure = error;
    }
  }
  core.recordFact(failedFact(account.id, account.cohort, 'removal', failure));
  return false;
}
