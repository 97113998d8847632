import {
  acquire,
  holdingOf,
  openLeaseFolder,
  releaseLeases,
  renew,
} from '../../accounts/pool/lease-files.ts';
import type { Holding } from '../../accounts/pool/lease-files.ts';
import { leaseKey } from '../../accounts/pool/lease-key.ts';
import { makeLease, verifyLifetime } from '../../accounts/pool/lease.ts';
import { readPool } from '../../accounts/pool/pool.ts';
import { leaseFolder } from '../../deployment/lease-folder.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import type { SavedWorker } from '../../exercise/seed/saved-worker.ts';
import { matchAccounts, type PoolState, type Wanted } from './match-accounts.ts';
import { runPaths } from './run-folder.ts';
import { tooFewAccounts } from './too-few-accounts.ts';

/** Identifies a run among the runs that share a pool. `folder`: the folder of the run. */
type Leasing = { run: number; name: string; folder: string };

/**
 * Leases the accounts that a run needs from the pool, before any request is sent, so that no other run uses them.
 * Rejects with a UsageError when too few are free. Does nothing when the definition creates accounts.
 * @param lifetime milliseconds after which the leases expire if nobody releases them
 * @param isMeant which accounts may be taken. Default: all
 */
export async function leaseAccounts(
  { accounts }: Definition,
  leasing: Leasing,
  cohorts: readonly Cohort[],
  lifetime: number,
  isMeant: (account: PoolState) => boolean = () => true,
): Promise<void> {
  const folder = leaseFolder(accounts);
  if (folder === null || accounts.pool === undefined) return;
  const pool = await readPool(accounts.pool, process.env);
  openLeaseFolder(folder);
  const states = (): PoolState[] =>
    pool.map((account) => {
      const key = leaseKey(account);
      return { ...account, key, holding: holdingOf(folder, key) };
    });
  const now = Date.now();
  let missing = wantedBy(accounts.staff, cohorts);
  try {
    while (missing.length > 0) {
      const all = states();
      const matched = matchAccounts(
        missing,
        all.filter((account) => account.holding === 'free' && isMeant(account)),
      );
      if (matched.size < missing.length) {
        const others = all.filter(({ holding }) => !isOwn(holding, leasing.run));
        throw tooFewAccounts(accounts.pool, folder, missing, others, matched);
      }
      // Another run may have leased an account meanwhile. The loop then looks for another account.
      missing = missing.filter((wanted) => {
        const account = matched.get(wanted);
        return (
          account === undefined ||
          !acquire(folder, account.key, leaseFor(leasing, wanted, now, lifetime))
        );
      });
    }
  } catch (error) {
    releaseLeases(folder, leasing.run);
    throw error;
  }
}

/**
 * Renews the leases of a run that `seed` began. Throws a UsageError when one was lost, because another run may have
 * used the account since.
 */
export function renewLeases(
  { accounts }: Definition,
  plan: Plan,
  folder: string,
  handOver: SavedWorker,
): void {
  const leases = leaseFolder(accounts);
  if (leases === null) return;
  const about = { run: plan.run, name: plan.name, secrets: runPaths(folder).secrets };
  const {
    role: _,
    cohort: _none,
    since: _then,
    ...lease
  } = makeLease({ ...about, role: '', cohort: {} }, Date.now(), verifyLifetime);
  const lost = handOver.accounts.filter((account) => !renew(leases, leaseKey(account), lease));
  if (lost.length === 0) return;
  throw new UsageError(
    `${lost.length} of the ${handOver.accounts.length} accounts that the run ${plan.name} took from the pool are no longer its own (${leases})`,
    'Another run may have used them since, so nothing could be told from them: run `chaperone seed` again.',
  );
}

/** The leases of a run, which are released when the process ends. */
export type HeldLeases = {
  /** Releases the leases now. */
  release(): void;
  /** Lets the leases outlive the process. */
  keep(): void;
};

/** Releases the leases of a run when the process ends, unless `release` or `keep` was called before. */
export function holdLeases({ accounts }: Definition, run: number): HeldLeases {
  const folder = leaseFolder(accounts);
  if (folder === null) return { release: () => undefined, keep: () => undefined };
  const release = () => releaseLeases(folder, run);
  process.once('exit', release);
  const keep = () => void process.off('exit', release);
  return { release: () => (keep(), release()), keep };
}

function isOwn(holding: Holding, run: number): boolean {
  return typeof holding === 'object' && holding.run === run;
}

function leaseFor({ run, name, folder }: Leasing, wanted: Wanted, now: number, lifetime: number) {
  const { secrets } = runPaths(folder);
  return makeLease({ run, name, secrets, ...wanted }, now, lifetime);
}

function wantedBy(staff: Definition['accounts']['staff'], cohorts: readonly Cohort[]): Wanted[] {
  return [
    ...cohorts.map((cohort) => ({ role: 'patient', cohort })),
    ...Object.entries(staff ?? {}).flatMap(([role, count]) =>
      Array.from({ length: count }, () => ({ role, cohort: {} })),
    ),
  ];
}
