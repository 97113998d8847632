import type { Cohort } from '../../domain/accounts/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';

/** A rule: returns true for a cohort that cannot occur. The result must depend only on the cohort. */
export type Impossible = (cohort: Cohort) => boolean;

/** A rule's answer for a row with open factors: a decision, or the index of a factor that it needs first. */
export type Answer = 'impossible' | 'possible' | { needs: number };

/**
 * Asks a rule about a row, and finds out which factors it reads. So a rule that reads two of ten factors is settled
 * with a few questions, where trying all combinations would take thousands.
 */
export function askRule(rule: Impossible, factors: readonly Factor[], row: Row): Answer {
  let needs: number | null = null;
  const levelOf = (key: string | symbol): string | undefined => {
    const index = factors.findIndex(({ name }) => name === key);
    if (index < 0) return undefined;
    const level = row[index] ?? open;
    if (level === open) {
      needs ??= index;
      throw new Error('not decided yet');
    }
    return factors[index]?.levels[level];
  };
  // A rule may also spread, list or stringify its cohort, so the proxy needs all these traps.
  const cohort = new Proxy<Cohort>(Object.create(null), {
    get: (_, key) => levelOf(key),
    has: (_, key) => factors.some(({ name }) => name === key),
    ownKeys: () => factors.map(({ name }) => name),
    getOwnPropertyDescriptor: (_, key) => {
      const value = levelOf(key);
      return value === undefined ? undefined : { value, enumerable: true, configurable: true };
    },
  });
  let impossible: unknown;
  try {
    impossible = rule(cohort);
  } catch (error) {
    if (needs === null) {
      throw new UsageError(
        `impossible(…) of the deployment definition threw: ${String(error)}`,
        'Let it return true or false for every cohort.',
        { cause: error },
      );
    }
  }
  // This also covers a rule that swallowed our error: its answer is meaningless then.
  if (needs !== null) return { needs };
  return impossible ? 'impossible' : 'possible';
}
