import type { Core } from './core.ts';
import { failedFact } from './failed-fact.ts';
import { inParallel } from './in-parallel.ts';
import { signIn } from './sign-in.ts';
import type { Account, Session } from './worker-types.ts';

/** Removes the worker's accounts, each with a session of its own. See `Worker.removeAccounts`. */
export async function removeAccounts(core: Core): Promise<readonly Account[]> {
  const { accounts, sessions } = core.holdings;
  // Accounts of a pool were there before, and are not ours to remove.
  const remove = core.pool === null ? core.options.definition.accounts.remove : undefined;
  const left: Account[] = [];
  await inParallel(
    [...accounts.values()],
    core.options.definition.concurrency ?? 16,
    async (account) => {
      const open = [...sessions.values()].filter(
        (session) => session.account.id === account.id && session.state === 'open',
      );
      if (remove === undefined || !(await removed(core, account, open, remove))) left.push(account);
    },
  );
  return left;
}

type Remove = NonNullable<Core['options']['definition']['accounts']['remove']>;

/** With any session that still works, or else a new one. */
async function removed(
  core: Core,
  account: Account,
  open: readonly Session[],
  remove: Remove,
): Promise<boolean> {
  let failure: unknown;
  for (const session of [...open, null]) {
    try {
      const { http } = session ?? (await signIn(core, account));
      await remove({ http, account });
      core.recordFact({ type: 'fact', fact: 'removed', at: Date.now(), account: account.id });
      return true;
    } catch (error) {
      failure = error;
    }
  }
  core.recordFact(failedFact(account.id, account.cohort, 'removal', failure));
  return false;
}
