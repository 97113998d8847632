import { open } from './factor.ts';
import type { Factor, Row } from './factor.ts';
import { askRule } from './lazy-rule.ts';
import type { Impossible } from './lazy-rule.ts';
import type { Random } from '../random.ts';

// Most questions to the rules for one completion. Only a rule that reads and forbids nearly everything needs so many.
const questionLimit = 5_000;

/**
 * Completes a partial row to a possible one. Returns null when there is none, and `unknown` when the search reached its
 * limit. Open factors that no rule reads are filled at random.
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
 * The combinations that the rules forbid, as partial rows: a row that agrees with one of them is impossible. Null when
 * there are more than `limit`.
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
