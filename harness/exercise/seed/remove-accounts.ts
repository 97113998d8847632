import { now } from '../../domain/clock.ts';
import { concurrencyOf } from '../../deployment/concurrency.ts';
import type { Http } from '../../deployment/http.ts';
import { HttpError } from '../http/http-error.ts';
import { failedFact } from '../state/failed-fact.ts';
import { inParallel } from '../state/in-parallel.ts';
import { SentBackError } from '../session/sent-back.ts';
import { signIn } from '../session/sign-in.ts';
import type { Account, Thing } from '../state/held.ts';
import type { SessionMaking } from '../session/sign-in.ts';
import type { AccountSource } from './pool-accounts.ts';
import { noteRemovedThing } from './remove-thing.ts';
import { unlessRefused } from './unless-refused.ts';

/** An account that is left on the deployment, or something of it, and why. */
export type LeftAccount = Account & { why: string };

type Removing = SessionMaking & AccountSource;

/**
 * Removes what the worker made from the deployment, each account with a session of its own: first all things, then the
 * accounts. An account whose things could not be removed stays, because nobody else could remove them later. Accounts
 * of a pool existed before and stay. Returns what is left. See `Worker.removeAccounts`.
 * @param asked accounts whose removal was asked for before, without an answer
 */
export async function removeAccounts(
  worker: Removing,
  asked: ReadonlySet<string>,
): Promise<readonly LeftAccount[]> {
  const { definition, holdings, pool } = worker;
  const accounts = [...holdings.accounts.values()];
  const left = new Map<Account, string>();
  const gone = new Set<Account>();
  const forAll = async (
    some: readonly Account[],
    remove: (http: Http, account: Account) => Promise<void>,
  ): Promise<void> =>
    inParallel(some, concurrencyOf(definition), async (account) => {
      const failure = await withAnySession(worker, account, (http) => remove(http, account));
      if (failure === null) return;
      if (asked.has(account.id) && isGone(failure)) {
        gone.add(account);
        return noteRemoval(worker, account);
      }
      const fact = failedFact(account.id, account.cohort, 'removal', failure.error);
      worker.recordFact(fact);
      left.set(account, fact.why);
    });
  // Without `consultations.remove` the things of a pool's accounts stay. Nobody can remove them later either, so none is
  // reported as left.
  if (definition.consultations.remove !== undefined) {
    const owners = accounts.filter(({ id }) => thingsOf(worker, id).length > 0);
    await forAll(owners, (http, account) => removeThings(worker, http, account));
  }
  if (pool === null) {
    const { remove } = definition.accounts;
    const free = accounts.filter((account) => !left.has(account) && !gone.has(account));
    if (remove === undefined)
      for (const account of free) left.set(account, 'the definition has no accounts.remove');
    else await forAll(free, (http, account) => removeAccount(worker, http, account));
  }
  return accounts.flatMap((account) => {
    const why = left.get(account);
    return why === undefined ? [] : [{ ...account, why }];
  });
}

function thingsOf({ holdings }: Removing, account: string): Thing[] {
  return [...holdings.things.values()].filter(({ owner }) => owner.id === account);
}

async function removeThings(worker: Removing, http: Http, account: Account): Promise<void> {
  for (const { id, ids } of thingsOf(worker, account.id)) {
    try {
      await worker.definition.consultations.remove?.({ http, account, ids });
    } catch (error) {
      // It is gone already: the deployment removed it, or an earlier try that was ended before it could note that.
      if (!(error instanceof HttpError) || !goneStatuses.includes(error.status)) throw error;
    }
    noteRemovedThing(worker, { account: account.id, thing: id });
  }
}

const goneStatuses: readonly (number | null)[] = [404, 410];

/** Answers to credentials that are nobody's. */
const unknownStatuses: readonly (number | null)[] = [400, 401, 403, 404, 410, 422];

async function removeAccount(worker: Removing, http: Http, account: Account): Promise<void> {
  const { id } = account;
  const answered = worker.journal.begin({ at: now(), does: 'removal', account: id });
  await unlessRefused(answered, async ({ client }) =>
    worker.definition.accounts.remove?.({ http: client(http), account }),
  );
  noteRemoval(worker, account);
}

function noteRemoval(worker: Removing, { id }: Account): void {
  worker.journal.write({ removed: id, thing: null });
  worker.recordFact({ type: 'fact', fact: 'removed', at: now(), account: id });
}

/** Why an account could not be removed. `at`: signing in with a new session, or removing. */
type Failure = { error: unknown; at: 'sign-in' | 'removal' };

/** Whether a failure says that there is no such account, once its removal has been asked for. */
function isGone({ error, at }: Failure): boolean {
  if (error instanceof SentBackError) return at === 'sign-in';
  const statuses = at === 'sign-in' ? unknownStatuses : goneStatuses;
  return error instanceof HttpError && statuses.includes(error.status);
}

/** Tries with each open session, the newest first, and then with a new one. Resolves with the last failure, or null. */
async function withAnySession(
  worker: Removing,
  account: Account,
  use: (http: Http) => Promise<void>,
): Promise<Failure | null> {
  const open = [...worker.holdings.sessions.values()]
    .filter(({ account: { id }, state }) => id === account.id && state === 'open')
    .toReversed();
  let failure: Failure | null = null;
  for (const session of [...open, null]) {
    let at: Failure['at'] = 'sign-in';
    try {
      const { http } = session ?? (await signIn(worker, account));
      at = 'removal';
      await use(http);
      return null;
    } catch (error) {
      failure = { error, at };
    }
  }
  return failure;
}
