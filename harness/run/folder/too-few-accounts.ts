import { describeCohort } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { sideFactors } from '../../domain/phase.ts';
import { canBe, type PoolState, type Wanted } from './match-accounts.ts';

/** Most runs that the message names. */
const mostRuns = 5;

/**
 * The error for a pool with too few accounts, or too few free ones. It gives the missing accounts by role and cohort,
 * the runs that hold accounts and until when, and a remedy.
 */
export function tooFewAccounts(
  file: string,
  folder: string,
  wanted: readonly Wanted[],
  pool: readonly PoolState[],
  matched: ReadonlyMap<Wanted, PoolState>,
): UsageError {
  const kinds = Map.groupBy(wanted, kindOf);
  const lines = [...kinds].flatMap(([kind, all]) => {
    const lacking = all.filter((one) => !matched.has(one)).length;
    if (lacking === 0) return [];
    const fitting = pool.filter((account) => all.some((one) => canBe(account, one)));
    const held = fitting.filter(({ holding }) => holding !== 'free').length;
    return [
      `  ${lacking} more: ${kind} (it needs ${all.length}; of ${fitting.length} in the file ${held} are held by other runs)`,
    ];
  });
  const holders = holdersOf(pool, folder);
  const wait =
    holders.length === 0
      ? []
      : [
          'Wait until they are free (an abandoned run frees them with `chaperone clean <its folder>`). Or',
        ];
  return new UsageError(
    [
      `the accounts file ${file} has too few ${holders.length > 0 ? 'free ' : ''}accounts for this run. It needs`,
      ...lines,
      ...holders,
    ].join('\n'),
    [...wait, 'add accounts to the file, or ask for fewer with --accounts.']
      .join(' ')
      .replace(/^a/, 'A'),
  );
}

function kindOf({ role, cohort }: Wanted): string {
  // The accounts file has no columns for the sides of the update.
  const own = Object.entries(cohort).filter(([factor]) => !Object.hasOwn(sideFactors, factor));
  return own.length === 0 ? role : `${role} with ${describeCohort(Object.fromEntries(own))}`;
}

function holdersOf(pool: readonly PoolState[], folder: string): string[] {
  const counts = new Map<string, number>();
  for (const { holding, key } of pool) {
    if (holding === 'free') continue;
    const who =
      holding === 'unreadable'
        ? `a lease that is damaged; delete ${folder}/${key}.lease if no run is under way`
        : `the run ${holding.name} (host ${holding.host}, process ${holding.pid}) until ${holding.until}`;
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  const lines = [...counts].map(([who, count]) => `  ${count} held by ${who}`);
  const more = lines.length - mostRuns;
  return more > 0 ? [...lines.slice(0, mostRuns), `  and more by ${more} others`] : lines;
}
