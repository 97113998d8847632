import type { Cohort } from '../domain/accounts/account.ts';
import { UsageError } from '../domain/errors.ts';
import { signOutOf } from '../deployment/sign-out.ts';
import { askable } from '../deployment/surfaces/surface.ts';
import { prepareStaff } from '../exercise/worker/prepare-staff.ts';
import type { Account, Session } from '../exercise/state/held.ts';
import type { Holding, InRun, Seeding, SigningIn, Trying } from '../exercise/worker/worker.ts';
import { inParallel } from '../exercise/state/in-parallel.ts';
import { ownRequests } from '../exercise/probes/choosing/requests.ts';
import type { Say } from './stages.ts';

/** Accounts that are prepared at once. The definition's `concurrency` limits the requests themselves. */
const atOnce = 32;

/**
 * How often the first accounts that are due book; all others book once. With two bookings, a list that shows only the
 * newest item is noticed; with three, a list by pages of one has a page that is neither first nor last. The third is left
 * to one account after the update, because each thing of an account is asked for by all who may not see it.
 */
const bookings = { 'before-update': [2, 2], 'after-update': [3, 2] };

/**
 * Seeds what must exist before the update: staff, the accounts whose cohort says so, their sessions, and the bookings
 * from before the update. `endSessionsBefore` later signs out the accounts that get a new session after the update:
 * their old sessions must stay ended across the update.
 */
export async function seedBefore(
  worker: InRun & Seeding & SigningIn,
  cohorts: readonly Cohort[],
  say: Say,
): Promise<void> {
  await prepareStaff(worker);
  const before = cohorts.filter((cohort) => cohort['account'] === 'before');
  const often = bookingsOf(
    bookings['before-update'],
    before.filter((cohort) => cohort['booking'] === 'before'),
  );
  const failures = await prepare(worker, before, say, async (cohort) => {
    const account = await worker.createAccount({ cohort });
    const session = await worker.signIn(account);
    await book(worker, session, often.get(cohort) ?? 0);
  });
  // Single failures are recorded. If all accounts fail, the user has to fix the cause.
  if (before.length > 0 && failures.length === before.length && !worker.signal.aborted) {
    const first = failures[0];
    throw new UsageError(
      `No account could be prepared on ${worker.definition.name}: ${first instanceof Error ? first.message : String(first)}`,
      'Check accounts.create, accounts.signIn and consultations.create in the deployment definition, and the credentials they use.',
      { cause: first },
    );
  }
}

/**
 * Ends the sessions of accounts that get a new session after the update (see `seedBefore`). Each other account gets a
 * second session, to be signed out after the update, because its first session is still needed then. It gets none if
 * signing in again would end the first session.
 */
export async function endSessionsBefore(
  worker: InRun & Holding & SigningIn & Trying,
): Promise<void> {
  if (signOutOf(worker.definition.accounts) === null) return;
  const again = new Set(
    worker.sessions.filter(({ state }) => state === 'signed-out').map(({ account }) => account.id),
  );
  const severalAllowed = await outlivesAnother(worker, again);
  await settle(worker, openPatientSessions(worker), async (session) => {
    const { account } = session;
    if (account.cohort['session'] !== 'after') {
      if (severalAllowed) await worker.signIn(account);
    } else if (severalAllowed || !again.has(account.id)) await worker.signOut(session);
  });
}

/** Whether a session still works after its account has signed in again, and out. `again`: accounts that did so. */
async function outlivesAnother(
  worker: InRun & Holding & Trying,
  again: ReadonlySet<string>,
): Promise<boolean> {
  const session = openPatientSessions(worker).find(({ account }) => again.has(account.id));
  if (session === undefined) return false;
  const surfaces = askable(worker.definition.surfaces).filter(
    ({ unattributed }) => unattributed === undefined,
  );
  const jobs = ownRequests(surfaces, session, worker.things);
  // A list at a fixed address is preferred: even an empty list shows that the session works.
  const fixed = jobs.find(({ surface }) => surface.needs.length === 0);
  const job = fixed ?? jobs[0];
  if (job === undefined) return false;
  const { outcome } = await worker.attempt(job);
  return outcome === 'granted' || (job === fixed && outcome === 'concealed');
}

/** Seeds what must be created after the update: accounts, sessions and bookings. */
export async function seedAfter(
  worker: InRun & Holding & Seeding & SigningIn,
  cohorts: readonly Cohort[],
  say: Say,
): Promise<void> {
  const existing = worker.accounts.filter(({ role }) => role === 'patient');
  const after = cohorts.filter((cohort) => cohort['account'] === 'after');
  const often = bookingsOf(bookings['after-update'], after);
  // Both run at once: signing up takes time on the deployment, and media take a browser to encode.
  await Promise.all([
    settle(worker, existing, async (account) => {
      const session =
        account.cohort['session'] === 'after'
          ? await worker.signIn(account)
          : openSession(worker, account);
      if (session && account.cohort['booking'] === 'after') await worker.createThing(session);
    }),
    prepare(worker, after, say, async (cohort) => {
      const session = await worker.signIn(await worker.createAccount({ cohort }));
      await book(worker, session, often.get(cohort) ?? 0);
    }),
  ]);
}

/** How often the accounts of these cohorts book. */
function bookingsOf(
  often: readonly number[],
  cohorts: readonly Cohort[],
): ReadonlyMap<Cohort, number> {
  return new Map(cohorts.map((cohort, index) => [cohort, often[index] ?? 1]));
}

async function book(worker: Seeding, session: Session, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await worker.createThing(session);
}

/** Runs `one` for each cohort and reports progress. Resolves with the errors. */
async function prepare(
  worker: InRun,
  cohorts: readonly Cohort[],
  say: Say,
  one: (cohort: Cohort) => Promise<void>,
): Promise<unknown[]> {
  let done = 0;
  return settle(worker, cohorts, async (cohort) => {
    await one(cohort);
    say(`${++done} of ${cohorts.length} accounts`);
  });
}

/**
 * Runs `one` for each item, in parallel, and resolves with the errors. Failures of the deployment do not stop it, but a
 * UsageError does: the user has to fix something (a full disk, a faulty accounts file).
 */
async function settle<T>(
  worker: InRun,
  items: readonly T[],
  one: (item: T) => Promise<unknown>,
): Promise<unknown[]> {
  const failures: unknown[] = [];
  await inParallel(items, atOnce, async (item) => {
    if (worker.signal.aborted) return;
    try {
      await one(item);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      failures.push(error);
    }
  });
  return failures;
}

function openPatientSessions(worker: Holding): Session[] {
  return worker.sessions.filter(
    ({ state, account }) => state === 'open' && account.role === 'patient',
  );
}

function openSession(worker: Holding, account: Account): Session | undefined {
  return openPatientSessions(worker).find((session) => session.account.id === account.id);
}
