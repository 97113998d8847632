import { deedOf } from '../../../harness/domain/ledger/deed.ts';
import type { ReportInput } from '../../input.ts';
import { cohortWords } from './cohort.ts';
import { count } from '../counting.ts';
import type { Story } from '../violations/stories.ts';
import { since } from '../violations/story.ts';
import { whomItConcerns, type ToldCause } from './told-causes.ts';

/** `UK patients who switched to video receive what is others’, since the update`: a cause in one sentence, without its end. */
export function causeSentence(input: ReportInput, told: ToldCause): string {
  const [first] = told.cases;
  if (first === undefined) return told.cause.title;
  const who = whomItConcerns(input, told);
  const { invariant } = first.violation;
  const title = input.invariants.find(({ id }) => id === invariant)?.title ?? invariant;
  const what = deedOf(first.violation, title);
  const owners = cohortWords(told.cause.owners ?? {});
  const whose = owners === '' ? '' : ` (the others: ${owners})`;
  return `${who} ${what}${whose}, ${since(input, first)}`;
}

/** `792 violations of 12 faults on 9 surfaces`; faults are told where they are fewer than violations. */
export function howMany({ cases, cause }: ToldCause): string {
  const faults = new Set(cases.map(({ violation }) => violation.finding)).size;
  const of = faults === cases.length ? '' : ` of ${count(faults, 'fault')}`;
  return `${count(cases.length, 'violation')}${of} on ${count(cause.surfaces.length, 'surface')}`;
}

/** The story that tells a cause best: every told cause has one. */
export function firstStory({ stories: [first] }: ToldCause): Story {
  if (first === undefined) throw new Error('a cause without a story is not told');
  return first;
}
