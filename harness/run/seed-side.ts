import type { Cohort } from '../domain/account.ts';
import { UsageError } from '../domain/errors.ts';
import { askable } from '../deployment/surface.ts';
import { prepareStaff } from '../exercise/worker/prepare-staff.ts';
import type { Account, Session } from '../exercise/state/held.ts';
import type { Holding, InRun, Seeding, SigningIn, Trying } from '../exercise/worker/worker.ts';
import { inParallel } from '../exercise/state/in-parallel.ts';
import { ownRequests } from '../exercise/probes/choosing/requests.ts';
import type { Say } from './stages.ts';

/** Accounts prepared at once; the requests themselves are limited by the definition's `concurrency`. */
const atOnce = 32;

/** Accounts on each side of the update that book twice: what a list shows beyond the newest, or page by page. */
const bookingTwice = 2;

/**
 * What has to exist before the update: staff, the accounts whose cohort says so, their sessions, and the
 * bookings made before it. Accounts that are to use a session from after the update are signed out again:
 * that session must stay dead across the update.
 */
export async function seedBefore(
  worker: InRun & Seeding & SigningIn,
  cohorts: readonly Cohort[],
  say: Say,
): Promise<void> {
  await prepareStaff(worker);
  const before = cohorts.filter((cohort) => cohort['account'] === 'before');
  const twice = new Set(
    before.filter((cohort) => cohort['booking'] === 'before').slice(0, bookingTwice),
  );
  const failures = await prepare(worker, before, say, async (cohort) => {
    const account = await worker.createAccount({ cohort });
    const session = await worker.signIn(account);
    if (cohort['booking'] === 'before') await worker.createThing(session);
    if (twice.has(cohort)) await worker.createThing(session);
  });
  // Single failures are in the history; when all fail, the cause is the user's to mend.
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
 * Ends the sessions that must not outlive the first phase (see `seedBefore`). The others get a second one, to
 * be signed out after the update, as the first one is still needed then; unless it would end the first one.
 */
export async function endSessionsBefore(
  worker: InRun & Holding & SigningIn & Trying,
): Promise<void> {
  if (typeof worker.definition.accounts.signOut !== 'function') return;
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

/** Whether the session of an account still lives that has signed in `again` since, and out. */
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
  // An empty list at a fixed address is an answer too; what needs an id may be concealed from strangers.
  const fixed = jobs.find(({ surface }) => surface.needs.length === 0);
  const job = fixed ?? jobs[0];
  if (job === undefined) return false;
  const { outcome } = await worker.attempt(job);
  return outcome === 'granted' || (job === fixed && outcome === 'concealed');
}

/** What has to come into being after the update: new accounts, new sessions, new bookings. */
export async function seedAfter(
  worker: InRun & Holding & Seeding & SigningIn,
  cohorts: readonly Cohort[],
  say: Say,
): Promise<void> {
  const existing = worker.accounts.filter(({ role }) => role === 'patient');
  const after = cohorts.filter((cohort) => cohort['account'] === 'after');
  const twice = new Set(after.slice(0, bookingTwice));
  // At once: signing up takes the deployment's time, recording takes real time.
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
      await worker.createThing(session);
      if (twice.has(cohort)) await worker.createThing(session);
    }),
  ]);
}

/** Runs `one` for every cohort; returns what was thrown. */
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
 * Runs `one` for each, in parallel; returns what was thrown. It goes on whatever the deployment does, but
 * not when it is the user who has to mend something (a full disk, a faulty accounts file).
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
