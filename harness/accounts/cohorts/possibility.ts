import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';
import { askRule } from './lazy-rule.ts';
import type { Impossible } from './lazy-rule.ts';
import type { Random } from '../random.ts';

// Questions put to the rules for one completion. Only a rule that reads nearly everything and forbids nearly
// everything comes near it.
const questionLimit = 5_000;

/**
 * A possible row that agrees with what is decided in `partial`; null where there is none; `unknown` where the
 * search was given up. Exact otherwise. Open factors that no rule looks at are filled at random.
 */
export function completeRow(
  factors: readonly Factor[],
  rules: readonly Impossible[],
  partial: Row,
  random: Random,
): Row | null | 'unknown' {
  let questions = 0;
  const search = (row: Row): Row | null | 'unknown' => {
    for (const rule of rules) {
      questions += 1;
      if (questions > questionLimit) return 'unknown';
      const answer = askRule(rule, factors, row);
      if (answer === 'impossible') return null;
      if (answer === 'possible') continue;
      const levels = factors[answer.needs]?.levels ?? [];
      for (const level of random.shuffle([...levels.keys()])) {
        const found = search(row.with(answer.needs, level));
        if (found !== null) return found;
      }
      return null;
    }
    return row.map((level, index) =>
      level === open ? random.below(factors[index]?.levels.length ?? 0) : level,
    );
  };
  return search(partial);
}

/** Whether no rule forbids a complete row. */
export function isPossible(
  factors: readonly Factor[],
  rules: readonly Impossible[],
  row: Row,
): boolean {
  return rules.every((rule) => askRule(rule, factors, row) === 'possible');
}

/**
 * What the rules forbid, as partial rows: whatever agrees with one of them cannot occur. Null where there
 * are more than `limit`.
 */
export function forbiddenRows(
  factors: readonly Factor[],
  rules: readonly Impossible[],
  limit: number,
): Row[] | null {
  const found: Row[] = [];
  let questions = 0;
  const search = (rule: Impossible, row: Row): boolean => {
    questions += 1;
    if (questions > questionLimit || found.length > limit) return false;
    const answer = askRule(rule, factors, row);
    if (answer === 'possible') return true;
    if (answer === 'impossible') return found.push(row) <= limit;
    const levels = factors[answer.needs]?.levels ?? [];
    return levels.every((_, level) => search(rule, row.with(answer.needs, level)));
  };
  const nothing = factors.map(() => open);
  return rules.every((rule) => search(rule, nothing)) ? found : null;
}
