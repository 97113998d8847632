import type { ViolationKind } from '../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../input.ts';
import { count } from '../words/counting.ts';
import { headline } from '../words/headline.ts';
import { howAsked } from '../words/violations/how-asked.ts';
import { stories } from '../words/violations/stories.ts';
import { andOthers, storyTitle } from '../words/violations/story.ts';
import { type Line, limited, type Section } from './section.ts';

/** What kind of breach it is, by the three that the European Data Protection Board's guidelines tell apart. */
const natures: Readonly<Record<ViolationKind, string>> = {
  leak: 'confidentiality: data came to somebody who may not see it',
  exposure: 'confidentiality: a credential came to somebody whose it is not',
  tamper: 'integrity: somebody changed what they may not change',
  disturbance: 'integrity: what one account did changed what another sees',
  lockout: 'availability: an owner did not get what is theirs',
  weakness: 'a weakness: the run saw no data come by it',
};

/** The nature of the breach: what the run saw, and of which kind that is. */
export function whatHappened(input: ReportInput): Section {
  const { violations, acceptedViolations, deployment } = input.verdict;
  const admitted = acceptedViolations.length;
  const kinds = [...new Set(violations.map(({ kind }) => natures[kind]))];
  return {
    title: 'What has happened?',
    article: '33(3)(a): the nature',
    lines: [
      [
        `${headline(input).words} Seen on ${deployment}, in ${count(violations.length, 'violation')}:`,
      ],
      ...(kinds.length === 1 ? [[`Of each the nature is ${kinds.join()}.`]] : []),
      ...(admitted === 0
        ? []
        : [
            [
              `${count(admitted, 'more violation')}, which the definition admits, are not told here: see verdict.json.`,
            ],
          ]),
    ],
    items: limited(
      stories(input).map((story): Line => {
        const { lead } = story;
        const { surface, kind } = lead.violation;
        return [
          `${storyTitle(input, lead)}${andOthers(story)}, on `,
          { code: surface },
          `, ${howAsked(lead)}${kinds.length === 1 ? '' : ` (${natures[kind]})`}`,
        ];
      }),
    ),
  };
}

/** How it was found: by whom, when, and where that was. */
export function howFound(input: ReportInput): Section {
  const { plan, verdict } = input;
  const parts = new Set(input.cases.map(({ lead }) => lead.attempt.part));
  const probes = new Set(verdict.violations.flatMap(({ probe }) => probe ?? []));
  const where: Line =
    verdict.url === null
      ? ['on a deployment that Chaperone started for this run alone']
      : ['on the deployment at ', { code: verdict.url }];
  return {
    title: 'How did you find out about the breach?',
    lines: [
      [
        'By a verification run of Chaperone (',
        { code: plan.name },
        `, ${[...parts].join(' and ')}), `,
        ...where,
        `. Accounts made or lent for tests sign in there, and ask for what is theirs and what is not; ${count(verdict.coverage.attempts, 'attempt')} were made.`,
      ],
      ...(probes.size === 0 ? [] : [[`Probes that found it: ${[...probes].join(', ')}.`]]),
      ['Whether anybody noticed it before is not known to the run.'],
    ],
  };
}
