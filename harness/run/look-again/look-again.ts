import type { AccountId, Cohort } from '../../domain/accounts/account.ts';
import type { Cause } from '../../domain/verdict/cause.ts';
import type { Case } from '../../domain/verdict/case.ts';
import { isAboutOwn } from '../../domain/ledger/deed.ts';
import { UsageError } from '../../domain/errors.ts';
import { type Ledger, deriveLedger } from '../../domain/ledger/ledger.ts';
import { fieldOfToken, mayView } from '../../domain/ledger/may-view.ts';
import { writesByAll } from '../../exercise/probes/foreign-write.ts';
import { inParallel } from '../../exercise/state/in-parallel.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import type { Worker } from '../../exercise/worker/worker.ts';
import { judgeRun, type Judged } from '../../judging/judge.ts';
import type { Recorded } from '../recorded-before.ts';
import type { Say } from '../stages.ts';
import { cohortsToTry, type Doubt, isOpen } from './cohorts-to-try.ts';
import { type Few, probesOfAll, probesOfFew, type Seen, untold, workerOf } from './those-few.ts';

/** Accounts that are made at once. */
const atOnce = 6;
/** Of those who saw something, and of those whose it was, so many take part. */
const mostOfOld = 3;
/** How often all look again by what found something by chance. */
const turnsOfAll = 3;
/** Milliseconds that a gate must have left for it: an account is made, looked for and looks itself. */
const leastTime = 5000;

/**
 * Looks again where something leaked and it is open to whom.
 * - Where several rules explain it, accounts are made that differ in one factor each, and they and some of the others look.
 *   None is made where accounts are handed over, or where no more of them are allowed.
 * - Where chance has a part in it, all accounts look several times more.
 * - Where somebody could write to what is another's, all patients try the same.
 * Nothing is done once the time of a gate is nearly over.
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
  const allowed =
    plan.pooled === true ? 0 : Math.max(0, (plan.mostAccounts ?? Infinity) - patientsOf(worker));
  const hasTime = (): boolean => Date.now() + leastTime < until && !worker.signal.aborted;
  if (!hasTime()) return;
  const history = {
    facts: [...earlier.facts, ...worker.recorded.facts],
    attempts: [...earlier.attempts, ...worker.recorded.attempts],
    defects: [],
  };
  if (!hasForeignWrite(worker) && !hasForeignToken(deriveLedger(plan, history.facts), worker))
    return;
  const judged = judgeRun({ plan, history });
  const concerned = judged.verdict.causes.map((cause) => withKinds(cause, judged));
  const open = concerned.filter((one) => isOpen(one.doubt));
  const cohorts = cohortsToTry(
    open.map(({ doubt }) => doubt),
    plan,
  ).slice(0, allowed);
  // Of those whom chance chose, no rule is known: the more often all look, the better it shows whom it may choose.
  const byChance = seenBy(
    concerned.filter(({ cause }) => isOpen(cause) || cause.rules.length === 0),
  );
  const chancy = probesOfAll(worker, byChance);
  const writes = openWrites(concerned);
  if ((cohorts.length === 0 && chancy.length === 0 && writes.size === 0) || !hasTime()) return;
  say(`looking again${cohorts.length === 0 ? '' : ` with ${cohorts.length} more accounts`}`);
  const options = { until, waitsUntil: Date.now() };
  if (cohorts.length > 0) {
    const few: Few = {
      made: await make(worker, cohorts),
      viewers: new Set(open.flatMap(({ viewers }) => viewers.slice(0, mostOfOld))),
      owners: new Set(open.flatMap(({ owners }) => owners.slice(0, mostOfOld))),
    };
    const probes = probesOfFew(worker, few, seenBy(open));
    await sweep(workerOf(worker, few), { ...options, seed: plan.seed + 2, probes });
  }
  if (writes.size > 0) {
    const probes = [writesByAll(writes)];
    await sweep(untold(worker), { ...options, seed: plan.seed + 2, probes, controls: 'some' });
  }
  for (let turn = 0; turn < turnsOfAll && chancy.length > 0 && hasTime(); turn += 1) {
    const seed = plan.seed + 3 + turn;
    await sweep(untold(worker), { ...options, seed, probes: chancy, controls: 'some' });
  }
}

/** Writes that somebody could do to what is another's, where several rules explain who. */
function openWrites(concerned: readonly Concerned[]): Set<string> {
  const open = concerned.filter(
    ({ cause, cases }) =>
      cases.some(({ violation }) => violation.kind === 'tamper') &&
      (isOpen(cause) || cause.rules.length !== 1),
  );
  return new Set(open.flatMap(({ cause }) => cause.surfaces));
}

/** By which surfaces and ways something was seen. */
function seenBy(concerned: readonly Concerned[]): Seen {
  return {
    surfaces: new Set(concerned.flatMap(({ cause }) => cause.surfaces)),
    ways: concerned.flatMap(({ cases }) => cases.flatMap(({ ways }) => ways)),
  };
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

/** Whether anybody was let write to what is another's. */
function hasForeignWrite({ recorded }: Worker): boolean {
  return recorded.attempts.some(
    ({ writing, outcome }) =>
      outcome === 'granted' && (writing?.way === 'foreign-write' || writing?.way === 'claimed'),
  );
}

type Concerned = {
  cause: Cause;
  cases: readonly Case[];
  doubt: Doubt;
  viewers: readonly AccountId[];
  owners: readonly AccountId[];
};

/** The cause with the accounts of the sweep that it concerns. Of one's own, all accounts look in any case. */
function withKinds(cause: Cause, { cases, kinds, ledger }: Judged): Concerned {
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
