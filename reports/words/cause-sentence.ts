import type { ReportInput } from '../input.ts';
import { count } from './counting.ts';
import type { Story } from './stories.ts';
import { since } from './story.ts';
import { whomItConcerns, type ToldCause } from './told-causes.ts';

/** `UK patients who switched to video receive what is others’, since the update`: a cause in one sentence, without its end. */
export function causeSentence(input: ReportInput, told: ToldCause): string {
  const [first] = told.cases;
  if (first === undefined) return told.cause.title;
  const who = whomItConcerns(input, told);
  const what = deedOf(input, told);
  return `${who} ${what}, ${since(input, first)}`;
}

function deedOf(input: ReportInput, { cases }: ToldCause): string {
  const { kind = 'leak', invariant = '', owner = null, viewer } = cases[0]?.violation ?? {};
  const isOwn = owner !== null && owner.account === viewer?.account;
  if (kind === 'leak' && !isOwn && invariant !== 'no-access-after-revocation')
    return 'receive what is others’';
  if (kind === 'exposure') return 'are handed others’ credentials';
  if (kind === 'tamper') return 'change what is others’';
  if (kind === 'lockout') return 'do not get their own';
  const title = input.invariants.find(({ id }) => id === invariant)?.title ?? invariant;
  return `break a rule (${title})`;
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
