import type { ReportInput } from '../../input.ts';
import { sinceWhen } from '../baseline.ts';
import { causeSentence, firstStory, howMany } from './cause-sentence.ts';
import { enumerate } from '../counting.ts';
import { unlessPlain } from '../violations/how-asked.ts';
import { nothingInCommon, viewersInCommon } from './in-common.ts';
import { storyTitle } from '../violations/story.ts';
import type { ToldCause } from './told-causes.ts';

/** Surfaces that are named beside that of the example. */
const mostSurfaces = 4;

/** What happens to whom since when, and how often: a cause in a line. */
export function causeInALine(input: ReportInput, told: ToldCause): string {
  return `${causeSentence(input, told)}: ${howMany(told)}${sinceWhen(input, firstStory(told))}`;
}

/** One of its violations: who received what, and where it stood. */
export function exampleOf(input: ReportInput, told: ToldCause): string {
  const { lead } = firstStory(told);
  const { surface, sighting } = lead.violation;
  const where = sighting === null ? '' : ` at ${sighting.where}`;
  return `e.g. ${storyTitle(input, lead)}, on ${surface}${where}${unlessPlain(lead)}`;
}

/** The surfaces on which it was seen beside that of the example; empty where there are none. */
export function elsewhere(told: ToldCause): string {
  const { surface } = firstStory(told).lead.violation;
  const rest = told.cause.surfaces.filter((id) => id !== surface);
  return rest.length === 0 ? '' : `also on ${enumerate(rest, mostSurfaces)}`;
}

/** Those of its kind who looked and saw nothing, and what is open of its kind; empty where nothing is known of that. */
export function whoSawNothing(input: ReportInput, { cause }: ToldCause): string {
  const common = viewersInCommon(input, cause);
  const sentences =
    common === null ? nothingInCommon(input, cause) : [common.others, ...common.open];
  return sentences.filter((sentence) => sentence !== '').join('. ');
}
