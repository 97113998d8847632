import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/cohort.ts';
import { semicolons } from '../words/counting.ts';
import { unlessPlain, whyNoScript } from '../words/how-asked.ts';
import { tracesInWords } from '../words/traces.ts';
import type { Story } from '../words/stories.ts';
import { andOthers, howOften, since, storyTitle } from '../words/story.ts';

/** A story as the text of a failure: who saw what, where, since when, and how to see it again. */
export function tellStory(input: ReportInput, story: Story): string {
  const { violation } = story.lead;
  const where = violation.sighting === null ? '' : `, ${violation.sighting.where}`;
  return [
    `${storyTitle(input, story.lead)}${andOthers(story)}`,
    `  on ${violation.surface}${where}${unlessPlain(story.lead)}`,
    `  ${semicolons(cohortWords(violation.viewer.cohort), since(input, story.lead), howOften(story.lead))}`,
    ...tracesInWords(violation).map((line) => `  ${line}`),
    violation.repro === null
      ? `  no script: ${whyNoScript(story.lead)}`
      : `  sh ${violation.repro}`,
  ].join('\n');
}
