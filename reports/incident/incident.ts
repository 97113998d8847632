import type { ReportInput } from '../input.ts';
import { categoriesOfData, numberOfRecords } from './data.ts';
import { notAffected } from './not-affected.ts';
import { notKnown, toBeAdded } from './not-known.ts';
import { seeAgain, steps } from './see-again.ts';
import type { Line, Section } from './section.ts';
import { howFound, whatHappened } from './what-happened.ts';
import { whenDiscovered, whenHappened } from './when.ts';
import { kindsOfAccounts, numberOfPeople } from './who.ts';

/** What a run can tell of an incident, before it becomes Markdown or HTML. */
export type Incident = { title: string; notes: readonly Line[]; sections: readonly Section[] };

/**
 * Facts of a violated run for whoever has to report a breach, under the headings of the ICO's form (report a personal
 * data breach) and, where it has none, of what Art. 33(3) GDPR asks for. Null: the run is not violated.
 */
export function incidentOf(input: ReportInput): Incident | null {
  if (input.verdict.verdict !== 'violated') return null;
  return {
    title: `Facts for an incident report: ${input.verdict.deployment}`,
    notes: [
      [
        `Drawn by Chaperone from the files of the run ${input.plan.name}, and from nothing else. Every figure is that of its verdict.`,
      ],
      [
        'These are facts, and no legal advice: whether there is a breach, and whether and to whom it is to be notified, is not said here.',
      ],
    ],
    sections: [
      whatHappened(input),
      howFound(input),
      whenDiscovered(input),
      whenHappened(input),
      categoriesOfData(input),
      numberOfRecords(input),
      kindsOfAccounts(input),
      numberOfPeople(input),
      notAffected(input),
      notKnown(input),
      steps(input),
      seeAgain(input),
      toBeAdded,
    ],
  };
}
