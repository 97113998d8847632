import type { ReportInput } from '../input.ts';
import { reasonInWords, reasonsOf } from '../words/coverage/reasons.ts';
import { unchecked } from '../words/coverage/unchecked.ts';
import { limited, type Section } from './section.ts';

/** What the run cannot tell, and what it did not look at. */
export function notKnown(input: ReportInput): Section {
  return {
    title: 'What is not known',
    lines: [
      [
        'Whether data of real people came to anybody: the deployment’s own logs may tell. Whether other releases or other deployments have the fault.',
      ],
    ],
    items: limited([
      ...reasonsOf(input).map((reason) => [reasonInWords(reason)]),
      ...unchecked(input).map(({ what, why }) => [`${what}: ${why}`]),
    ]),
  };
}

/** What a notification asks for and no run can know. */
export const toBeAdded: Section = {
  title: 'What is for you to add',
  lines: [['Nothing of this is known to a run:']],
  items: [
    ['the data protection officer or another contact point (Art. 33(3)(b))'],
    ['the likely consequences (Art. 33(3)(c)), the form’s potential consequences of the breach'],
    ['the measures taken or proposed (Art. 33(3)(d)), and when'],
    ['how many people and records are concerned, and who they are'],
    ['whether the breach was caused by a cyber incident, and whether others were told'],
  ],
};
