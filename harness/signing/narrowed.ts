import { type Part, parts } from '../domain/attempts/attempt.ts';
import { optionsIn } from '../domain/options-in.ts';
import type { Plan } from '../domain/plan.ts';

/** Scopes in which a run tries all that a sign-off needs. Any other, known here or not, is narrower. */
const wholeScopes: readonly string[] = ['default', 'thorough'];

/** The parts that a pool of accounts allows: the others make accounts as they go. */
const partsOfPool: readonly Part[] = ['sweep'];

/**
 * What a run could not look at since its deployment does not give more, in words: it speaks against no sign-off, which
 * states it. A pool of accounts is written in the definition, and no choice of whoever ran it.
 */
export function limitsOf({ pooled }: Plan): string[] {
  if (pooled !== true) return [];
  const others = parts.filter((part) => !partsOfPool.includes(part));
  return [
    `accounts were handed over (accounts.pool): ${partsOfPool.join(' and ')} only, no ${others.join(' and no ')}, and no account from after the update`,
  ];
}

/**
 * In what ways a run was narrower than one by default, in words: what it did not look at nobody signs off. A demo looked
 * at no deployment of anybody's.
 */
export function narrowedBy(plan: Plan): string[] {
  const {
    budget,
    scope,
    strength,
    cohortTuples,
    command = '',
  } = plan as Plan & { budget?: number };
  const possible = plan.pooled === true ? partsOfPool : parts;
  const left = possible.filter((part) => !plan.parts.includes(part));
  const { covered, total } = cohortTuples;
  return [
    ...(wholeScopes.includes(scope ?? 'default') ? [] : [`its scope was ${scope}`]),
    ...(budget === undefined ? [] : [`it had a budget of ${budget / 1000} s (--budget)`]),
    ...(left.length === 0
      ? []
      : [`it left out ${left.join(' and ')} (${budget === undefined ? '--only' : '--budget'})`]),
    ...(strength >= 3 ? [] : [`it combined factors by ${strength} and not by 3 (--strength)`]),
    ...(covered >= total
      ? []
      : [
          `it had fewer accounts than all combinations need: ${covered} of ${total} were there (--accounts)`,
        ]),
    ...optionsIn(command)
      .filter((option) => /^--(?:demo|no-[\w-]+)$/.test(option))
      .map((option) => `it ran with ${option}`),
  ];
}
