import type { ReportInput } from '../input.ts';
import { whyNoScript } from '../words/violations/how-asked.ts';
import { judgeCommand, recheckCommand, replayCommand } from '../words/violations/replay.ts';
import { stories } from '../words/violations/stories.ts';
import { causeSentence } from '../words/causes/cause-sentence.ts';
import { count } from '../words/counting.ts';
import { toldCauses } from '../words/causes/told-causes.ts';
import { storyTitle } from '../words/violations/story.ts';
import { type Line, limited, type Section } from './section.ts';

/** How a person sees it: the shortest steps of the first cause. */
export function steps(input: ReportInput): Section {
  const [first, ...others] = toldCauses(input);
  if (first === undefined) throw new Error('a violated run has a cause');
  const { people, steps: its } = first.steps;
  return {
    title: 'The shortest steps to see it',
    lines: [
      [`${causeSentence(input, first)}.`],
      ...(others.length === 0
        ? []
        : [[`The run’s report, index.html, has those of ${count(others.length, 'more cause')}.`]]),
    ],
    items: limited([
      ...people.map((text): Line => [text]),
      ...its.map((text, index): Line => [`${index + 1}. ${text}`]),
    ]),
  };
}

/** How to see it again: a script for each story, and the whole run. */
export function seeAgain(input: ReportInput): Section {
  const all = stories(input);
  const recheck = recheckCommand(
    input,
    all.flatMap(({ lead, others }) => [lead, ...others]),
  );
  return {
    title: 'How to see it again',
    lines: [
      ['Scripts are run in the run’s folder; each says what it needs.'],
      ['The whole run again: ', { code: replayCommand(input) }],
      ['What was recorded, judged again: ', { code: judgeCommand(input) }],
      recheck === null
        ? ['Whether it is mended, only the whole run again tells: no probe of the sweep found it.']
        : [
            'Whether one of them is mended, here the first that can be asked for by itself: ',
            { code: recheck },
          ],
    ],
    items: limited(
      all.map(({ lead }): Line => {
        const { repro, id } = lead.violation;
        const how: Line =
          repro === null ? [`no script, as ${whyNoScript(lead)}`] : [{ code: `sh ${repro}` }];
        return [`${storyTitle(input, lead)} (violation ${id}): `, ...how];
      }),
    ),
  };
}
