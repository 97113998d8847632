import type { ReportInput } from '../input.ts';
import { causeInALine } from '../words/causes/cause-in-short.ts';
import { unlessPlain, whyNoScript } from '../words/violations/how-asked.ts';
import type { Story } from '../words/violations/stories.ts';
import { andOthers, howOften, storyTitle } from '../words/violations/story.ts';
import type { ToldCause } from '../words/causes/told-causes.ts';
import { tracesInWords } from '../words/violations/traces.ts';

/**
 * What a surface shows of a cause, as the text of a failure: the cause once, by its id, which is the same in the failures
 * of all its surfaces; then who saw what, where, and how to see it again.
 */
export function tellCause(input: ReportInput, told: ToldCause, stories: readonly Story[]): string {
  return [
    `Cause ${told.cause.id}: ${causeInALine(input, told)}`,
    ...stories.map((story) => tellStory(input, story)),
  ].join('\n');
}

function tellStory(input: ReportInput, story: Story): string {
  const { violation } = story.lead;
  const where = violation.sighting === null ? '' : `, ${violation.sighting.where}`;
  return [
    `  ${storyTitle(input, story.lead)}${andOthers(story)}`,
    `  on ${violation.surface}${where}${unlessPlain(story.lead)}`,
    `  ${howOften(story.lead)}`,
    ...tracesInWords(violation).map((line) => `  ${line}`),
    violation.repro === null
      ? `  no script: ${whyNoScript(story.lead)}`
      : `  sh ${violation.repro}`,
  ].join('\n');
}
