import { isFirstHalf } from '../state/first-half.ts';
import { inParallel } from '../state/in-parallel.ts';
import type { AttemptRequest } from '../state/attempt-request.ts';
import type { Account, Session } from '../state/held.ts';
import type { FromClient } from '../session/sign-in.ts';
import { accountsToShow } from './acting/accounts-at-hand.ts';
import { guarded, oneOfEachKind } from './choosing/guarded.ts';
import type { SweepContext, SweepProbe } from './probe.ts';

/** Accounts that sign in so, addresses that are asked for cookies, and those whose cookies are brought along. */
const [mostAccounts, mostAsked, mostVisited] = [8, 8, 2];

/** A sign-in of an account by a client that had cookies before, some perhaps of a session of its own that had ended. */
type Fixed = FromClient & { ended: Session | null };

/**
 * Signs accounts in with the cookies that a client was given before, and with those that are left of an ended session; then
 * asks for their own with nothing but these. Whoever knew them before must not be signed in by that.
 */
export const sessionFixation: SweepProbe = {
  id: 'session-fixation',
  title: 'An account’s own, with nothing but the cookies that its client had before it signed in',
  needs: 'cookies that a client has before a sign-in, and accounts that may sign in again',
  disturbs: 'sessions',
  follows: ['sign-out'],
  async *attempts(context) {
    if (isFirstHalf(context.worker)) return;
    const open = guarded(context);
    const fixed = await signedIn(context, open);
    yield fixed.flatMap((one) => requestsOf(context, open, one));
  },
};

async function signedIn(context: SweepContext, open: readonly AttemptRequest[]): Promise<Fixed[]> {
  const { worker, surfaces } = context;
  const accounts = accountsToShow(worker, open)
    // Each code of a second factor may have to be waited for.
    .toSorted((left, right) => Number(left.hasSecondFactor) - Number(right.hasSecondFactor))
    .slice(0, mostAccounts);
  const paths = surfaces
    .filter(
      ({ method, needs, kind }) => method === 'GET' && needs.length === 0 && kind === 'request',
    )
    .map(({ path }) => path);
  const asked = [...new Set(['/', ...paths])].slice(0, mostAsked);
  const addresses = (await worker.addressesWithCookies(asked)).slice(0, mostVisited);
  const fixed: Fixed[] = [];
  await inParallel(accounts, mostAccounts, async (account) => {
    const ended = endedOf(context, account);
    const one = await worker.signInFrom(account, { ended, addresses });
    // A deployment may refuse whoever comes with an ended session.
    const again = one === null && ended !== null;
    const other = again ? await worker.signInFrom(account, { ended: null, addresses }) : null;
    const made = one ?? other;
    if (made !== null && made.earlier !== null)
      fixed.push({ ...made, ended: one === null ? null : ended });
  });
  return fixed;
}

/**
 * A session of the account that has ended. By what is left of it, a second factor might not be asked for again. Of several
 * credentials one may have outlived the sign-out, and would open things without any sign-in.
 */
function endedOf({ sessions, worker }: SweepContext, account: Account): Session | null {
  if (account.hasSecondFactor) return null;
  const ended = sessions.ended.filter((session) => session.account.id === account.id);
  return ended.find((session) => worker.eachCredential(session).length === 0) ?? null;
}

/** One request that shows that the session works, and some without any session, by a client that has the cookies alone. */
function requestsOf(
  { outcomeOf }: SweepContext,
  open: readonly AttemptRequest[],
  { session, earlier, ended }: Fixed,
): AttemptRequest[] {
  const { id, ids } = session.account;
  const own = open.filter(({ session: asking, surface, thing }) => {
    if (asking?.account.id !== id) return false;
    // What the ended session still opens, it opens without any sign-in.
    const left = ended === null ? 'denied' : outcomeOf({ session: ended, surface, thing });
    return left === 'denied' || left === 'concealed';
  });
  const chosen = oneOfEachKind(own);
  if (earlier === null) return [];
  return [
    ...chosen.slice(0, 1).map(({ surface, thing }) => ({ session, surface, thing })),
    ...chosen.map(({ surface, thing }) => {
      const needed = Object.entries(ids).filter(([name]) => surface.needs.includes(name));
      return {
        session: null,
        surface,
        thing,
        carried: earlier,
        // A script could not repeat it, as the values are kept nowhere.
        change: {
          name: 'earlier-cookies',
          headers: {},
          hidesQuery: true,
          ...(thing === null && needed.length > 0 ? { ids: Object.fromEntries(needed) } : {}),
        },
      };
    }),
  ];
}
