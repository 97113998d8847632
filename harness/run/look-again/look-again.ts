import type { AccountId, Cohort } from '../../domain/account.ts';
import type { Cause } from '../../domain/cause.ts';
import type { Case } from '../../domain/case.ts';
import { isAboutOwn } from '../../domain/deed.ts';
import { UsageError } from '../../domain/errors.ts';
import { type Ledger, deriveLedger } from '../../domain/ledger.ts';
import { fieldOfToken, mayView } from '../../domain/may-view.ts';
import { inParallel } from '../../exercise/state/in-parallel.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import type { Worker } from '../../exercise/worker/worker.ts';
import { judgeRun, type Judged } from '../../judging/judge.ts';
import type { Recorded } from '../recorded-before.ts';
import type { Say } from '../stages.ts';
import { cohortsToTry, type Doubt, isOpen } from './cohorts-to-try.ts';
import { type Few, probesAgain, type Seen, workerOf } from './those-few.ts';

/** Accounts that are made at once. */
const atOnce = 6;
/** Of those who saw something, and of those whose it was, so many take part. */
const mostOfOld = 3;
/** Milliseconds that a gate must have left for it: an account is made, looked for and looks itself. */
const leastTime = 5000;

/**
 * Where something leaked and several rules explain to whom, makes accounts that differ in one factor each, and has them
 * and some of the others look again. Nothing is made where all is told, the time of a gate is nearly over, accounts are handed over or no
 * more of them are allowed.
 *
 * @param earlier what was recorded before the update
 * @param until milliseconds since the epoch at which the sweep has to end
 */
export async function lookAgain(
  worker: Worker,
  earlier: Recorded,
  { until, say }: { until: number; say: Say },
): Promise<void> {
  const { plan } = worker;
  const allowed = (plan.mostAccounts ?? Infinity) - patientsOf(worker);
  const hasTime = (): boolean => Date.now() + leastTime < until && !worker.signal.aborted;
  if (plan.pooled === true || allowed <= 0 || !hasTime()) return;
  const history = {
    facts: [...earlier.facts, ...worker.recorded.facts],
    attempts: [...earlier.attempts, ...worker.recorded.attempts],
    defects: [],
  };
  if (!hasForeignToken(deriveLedger(plan, history.facts), worker)) return;
  const judged = judgeRun({ plan, history });
  const open = judged.verdict.causes
    .map((cause) => withKinds(cause, judged))
    .filter((one) => isOpen(one.doubt));
  const cohorts = cohortsToTry(
    open.map(({ doubt }) => doubt),
    plan,
  ).slice(0, allowed);
  if (cohorts.length === 0 || !hasTime()) return;
  say(`looking again with ${cohorts.length} more accounts`);
  const few: Few = {
    made: await make(worker, cohorts),
    viewers: new Set(open.flatMap(({ viewers }) => viewers.slice(0, mostOfOld))),
    owners: new Set(open.flatMap(({ owners }) => owners.slice(0, mostOfOld))),
  };
  const seen: Seen = {
    surfaces: new Set(open.flatMap(({ cause }) => cause.surfaces)),
    ways: open.flatMap(({ cases }) => cases.flatMap(({ ways }) => ways)),
  };
  await sweep(workerOf(worker, few), {
    seed: plan.seed + 2,
    until,
    waitsUntil: Date.now(),
    probes: probesAgain(worker, few, seen),
  });
}

function patientsOf({ accounts }: Worker): number {
  return accounts.filter(({ role }) => role === 'patient').length;
}

/** Whether anybody received a token that they may not see: what tells at once that judging is worth its time. */
function hasForeignToken(ledger: Ledger, { recorded }: Worker): boolean {
  return recorded.attempts.some((viewing) =>
    viewing.sightings.some((sighting) => {
      if (!('token' in sighting)) return false;
      const { owner, thing, name } = fieldOfToken(ledger, sighting.token);
      if (owner === null || owner === viewing.viewer) return false;
      return mayView(ledger, { ...viewing, owner, thing, field: name }) === 'no';
    }),
  );
}

type Open = {
  cause: Cause;
  cases: readonly Case[];
  doubt: Doubt;
  viewers: readonly AccountId[];
  owners: readonly AccountId[];
};

/** The cause with the accounts of the sweep that it concerns. Of one's own, all accounts look in any case. */
function withKinds(cause: Cause, { cases, kinds, ledger }: Judged): Open {
  const ids = new Set(cause.violations);
  const those = cases.filter(({ violation }) => ids.has(violation.id) && !isAboutOwn(violation));
  const received = those.flatMap((one) => one.received);
  const isHeld = (id: AccountId | null): id is AccountId =>
    id !== null && ledger.accounts.get(id)?.role === 'patient';
  const viewers = [...new Set(received.map(({ viewer }) => viewer))].filter(isHeld);
  const owners = [...new Set(received.flatMap((one) => one.owners))].filter(isHeld);
  const kindOf = (id: AccountId | undefined): Cohort | null =>
    id === undefined ? null : { ...ledger.accounts.get(id)?.cohort, ...kinds.get(id) };
  const doubt = {
    undecided: cause.undecided,
    viewer: kindOf(viewers[0]),
    owner: kindOf(owners[0]),
  };
  return { cause, cases: those, doubt, viewers, owners };
}

/** Makes the accounts, each with a booking. What fails is recorded, and the others look without it. */
async function make(worker: Worker, cohorts: readonly Cohort[]): Promise<Set<AccountId>> {
  const made = new Set<AccountId>();
  await inParallel(cohorts, atOnce, async (cohort) => {
    try {
      const account = await worker.createAccount({ cohort });
      worker.record({ type: 'fact', fact: 'made-to-look', at: Date.now(), account: account.id });
      await worker.createThing(await worker.signIn(account));
      made.add(account.id);
    } catch (error) {
      if (error instanceof UsageError) throw error;
    }
  });
  return made;
}
