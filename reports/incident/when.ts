import type { Case } from '../../harness/domain/verdict/case.ts';
import type { ReportInput } from '../input.ts';
import { releasePair, updateNotes } from '../words/release.ts';
import { since } from '../words/violations/story.ts';
import { toTheSecond } from '../words/time.ts';
import { type Line, limited, type Section } from './section.ts';

/** When the run saw it. */
export function whenDiscovered(input: ReportInput): Section {
  const { verdict, plan } = input;
  const first = firstSeen(input.cases);
  const end = plan.startedAt + verdict.durationMs;
  return {
    title: 'When did you discover the breach?',
    lines: [
      [
        `${first === null ? '' : `First seen on ${toTheSecond(first)}. `}The run began on ${toTheSecond(plan.startedAt)} and ended on ${toTheSecond(end)}, by the clock of the machine that it ran on.`,
      ],
    ],
  };
}

/** Since which release, when first seen, and when last known clean: as far as the two sides of one run tell it. */
export function whenHappened(input: ReportInput): Section {
  const bySurface = Map.groupBy(input.cases, ({ violation }) => violation.surface);
  const { before, after } = releasePair(input);
  const releases = input.plan.update.expected
    ? `The run looked at the release ${before} and, after the update, at ${after}.`
    : `The run looked at the release ${after} alone: no update took place in it.`;
  return {
    title: 'When did the breach happen?',
    lines: [
      [releases],
      ...updateNotes(input).map((sentence): Line => [sentence]),
      [
        'When a release with this fault began to serve real people, if ever, is not known to the run.',
      ],
    ],
    items: limited(
      [...bySurface].map(([surface, cases]) => [
        { code: surface },
        `: ${[...new Set(cases.map((item) => since(input, item)))].join('; ')}${seen(cases)}. ${lastClean(input, surface, cases)}`,
      ]),
    ),
  };
}

function firstSeen(cases: readonly Case[]): number | null {
  const times = cases.flatMap(({ attempts }) => attempts.map(({ answeredAt }) => answeredAt));
  return times.length === 0 ? null : times.reduce((least, time) => Math.min(least, time));
}

function seen(cases: readonly Case[]): string {
  const first = firstSeen(cases);
  return first === null ? '' : `; first seen on ${toTheSecond(first)}`;
}

/** What the side before the update says. Silence on a surface that was not tried there says nothing. */
function lastClean(input: ReportInput, surface: string, cases: readonly Case[]): string {
  if (!input.plan.update.expected)
    return 'Last known clean: not known, there was no side before an update.';
  if (cases.some(({ violation }) => violation.phases.includes('before-update')))
    return 'Last known clean: not known, it was there before the update already.';
  const last = input.tried.find((use) => use.surface === surface)?.lastClearBefore ?? null;
  return last === null
    ? 'Last known clean: not known, nothing came out clearly on this surface before the update.'
    : `Last known clean: ${toTheSecond(last)}, when it was last tried before the update and nothing was found.`;
}
