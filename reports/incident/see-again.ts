import type { ReportInput } from '../input.ts';
import { whyNoScript } from '../words/how-asked.ts';
import { judgeCommand, recheckCommand, replayCommand } from '../words/replay.ts';
import { stories } from '../words/stories.ts';
import { storyTitle } from '../words/story.ts';
import { type Line, limited, type Section } from './section.ts';

/** How to see it again: a script for each story, and the whole run. */
export function seeAgain(input: ReportInput): Section {
  return {
    title: 'How to see it again',
    lines: [
      ['Scripts are run in the run’s folder; each says what it needs.'],
      ['The whole run again: ', { code: replayCommand(input) }],
      ['What was recorded, judged again: ', { code: judgeCommand(input) }],
      ['Whether one of them is mended: ', { code: recheckCommand(input) }],
    ],
    items: limited(
      stories(input).map(({ lead }): Line => {
        const { repro, id } = lead.violation;
        const how: Line =
          repro === null ? [`no script, as ${whyNoScript(lead)}`] : [{ code: `sh ${repro}` }];
        return [`${storyTitle(input, lead)} (violation ${id}): `, ...how];
      }),
    ),
  };
}
