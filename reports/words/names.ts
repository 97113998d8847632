import type { AccountId, Cohort } from '../../harness/domain/accounts/account.ts';
import type { Phrases } from '../../harness/domain/plan.ts';
import type { ReportInput } from '../input.ts';
import { sides } from './causes/cohort.ts';
import { number } from './counting.ts';

/** Phrases that begin so stand after the noun: `patient who switched to video`, but `UK patient`. */
const after = /^(who|whose|with|without|of|from|in|on|by|at)\b/;
/** Of so many factors accounts are named where the definition has no phrases. */
const mostFactors = 2;

const known = new WeakMap<ReportInput, ReadonlyMap<AccountId, string>>();

/**
 * A name that people can hold in mind for each patient: `UK patient who switched to video, no. 3`. Where the definition
 * has no phrases, `patient of region uk, call audio-then-video, no. 3`; the number only where several are alike.
 */
export function namesOfAccounts(input: ReportInput): ReadonlyMap<AccountId, string> {
  const named = known.get(input);
  if (named !== undefined) return named;
  const patients = [...input.ledger.accounts.values()]
    .filter(({ role }) => role === 'patient')
    .toSorted((a, b) => a.number - b.number);
  const alike = Map.groupBy(patients, ({ id, role }) =>
    kindWords(input, role, input.kinds.get(id)),
  );
  const names = new Map(
    [...alike].flatMap(([kind, those]) =>
      those.map(({ id }, index): [AccountId, string] => [
        id,
        those.length > 1
          ? `${kind}${kind === 'patient' ? '' : ','} no. ${number(index + 1)}`
          : kind,
      ]),
    ),
  );
  known.set(input, names);
  return names;
}

/** `UK patient who switched to video`: the role with a cohort's levels; `patients` where `noun` says so. */
export function kindWords(input: ReportInput, noun: string, cohort: Cohort = {}): string {
  const { phrases } = input.plan;
  return phrases === undefined ? plainWords(input, noun, cohort) : phrased(phrases, noun, cohort);
}

/** The same of a cause's accounts, with each level that they have in common. */
export function commonKindWords(input: ReportInput, noun: string, cohort: Cohort): string {
  const phrases = input.plan.phrases ?? {};
  const isTold = ([factor, level]: [string, string]) => phrases[factor]?.[level] !== undefined;
  const levels = Object.entries(cohort);
  const rest = levels
    .filter((entry) => !isTold(entry))
    .map(([factor, level]) =>
      sides.includes(factor) ? `${factor} from ${level} the update` : `${factor} ${level}`,
    );
  const words = phrased(phrases, noun, Object.fromEntries(levels.filter(isTold)));
  return rest.length > 0 ? `${words} (${rest.join(', ')})` : words;
}

function phrased(phrases: Phrases, noun: string, cohort: Cohort): string {
  const words = Object.entries(cohort).flatMap(([factor, level]) => {
    const phrase = Object.hasOwn(phrases, factor) ? phrases[factor]?.[level] : undefined;
    return phrase === undefined ? [] : [phrase];
  });
  const before = words.filter((phrase) => !after.test(phrase));
  const behind = words.filter((phrase) => after.test(phrase));
  return [...before, noun, behind.join(' and ')].filter((text) => text !== '').join(' ');
}

/** What a cause has in common comes first: by that accounts are told apart. */
function plainWords({ verdict }: ReportInput, noun: string, cohort: Cohort): string {
  const common = new Set(verdict.causes.flatMap((cause) => Object.keys(cause.cohort)));
  const own = Object.entries(cohort).filter(([factor]) => !sides.includes(factor));
  const first = own.filter(([factor]) => common.has(factor));
  const factors = [...first, ...own.filter(([factor]) => !common.has(factor))].slice(
    0,
    Math.max(mostFactors, first.length),
  );
  const words = own.filter(([factor]) => factors.some(([name]) => name === factor));
  return words.length === 0
    ? noun
    : `${noun} of ${words.map(([factor, level]) => `${factor} ${level}`).join(', ')}`;
}
