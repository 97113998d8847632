import type { Case } from '../../../harness/domain/verdict/case.ts';
import type { Cause, Rule } from '../../../harness/domain/verdict/cause.ts';
import { cohortWords } from './cohort.ts';
import { count, enumerate, number, semicolons } from '../counting.ts';

/** So many rules are told; verdict.json has all. */
const mostRules = 3;

/**
 * What a run leaves open of whom a cause takes, in sentences without their full stops: other rules that explain it as
 * well, and levels that may matter too.
 */
export function leftOpen({ rules, undecided }: Pick<Cause, 'rules' | 'undecided'>): string[] {
  const told = rules.slice(0, mostRules).map(ruleWords);
  const more = rules.length - told.length;
  const rest = more > 0 ? `; or one of ${number(more)} more` : '';
  const levels = ruleWords(undecided);
  if (rules.length > 1)
    return [
      `${count(rules.length, 'rule')} explain it: ${told.join('; or ')}${rest}`,
      `Each may take more of these as well: ${levels}`,
    ];
  return levels === ''
    ? []
    : [`Whether it takes ${levels} as well is open: nobody looked who lacks that alone`];
}

/**
 * Of a cause that no factor explains: that it may be any account, and what else it came by. Without its full stop.
 */
export function anyAccount({ sawNothing }: Pick<Cause, 'sawNothing'>, cases: readonly Case[]) {
  const probes = new Set(cases.flatMap(({ ways }) => ways.flatMap(({ probe }) => probe ?? [])));
  const by =
    probes.size === 0
      ? ''
      : ` (by the ${count(probes.size, 'probe').replace(/^\d+ /, '')} ${enumerate([...probes], 3)})`;
  if (sawNothing === 0) return `It may be any account: whoever looked in that way${by} saw it`;
  return `It may be any account: no factor tells those who saw it from the ${count(sawNothing, 'other')} who looked in the same way${by}. Look at order and time`;
}

function ruleWords({ viewers, owners }: Rule): string {
  const whose = cohortWords(owners);
  const words = semicolons(cohortWords(viewers), whose === '' ? '' : `the others: ${whose}`);
  return words;
}
