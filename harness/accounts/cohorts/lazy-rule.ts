import type { Cohort } from '../../domain/account.ts';
import { UsageError } from '../../domain/errors.ts';
import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';

/** Says that a cohort cannot occur. It must depend on the cohort alone. */
export type Impossible = (cohort: Cohort) => boolean;

/** What a rule says of a row that may have open factors: yes, no, or that it must know this factor first. */
export type Answer = 'impossible' | 'possible' | { needs: number };

/**
 * Asks a rule about a row without deciding more than the rule looks at. So a rule that reads two factors of
 * ten is settled in a few questions, where trying all combinations would take thousands.
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
  // A rule may spread, list or stringify its cohort too, hence all the traps.
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
  // Also where the rule has swallowed our error: what it then says is about a cohort that is none.
  if (needs !== null) return { needs };
  return impossible ? 'impossible' : 'possible';
}
