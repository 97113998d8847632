import type { Case } from '../../harness/domain/case.ts';
import type { ReportInput } from '../input.ts';

/** Cases that are one fault to a reader: the same invariant broken in the same way on the same surface. */
export type Story = {
  /** The case that is told: with a reproduction, where one has it. */
  lead: Case;
  others: readonly Case[];
};

/** More cases than these are neither told nor scripted; verdict.json lists all. */
export const caseLimit = 100;

const severities = ['critical', 'high', 'medium'];

/** The cases as stories, the gravest first, else in the verdict's order. */
export function stories(input: ReportInput): readonly Story[] {
  const severity = new Map(input.invariants.map((info) => [info.id, severities.indexOf(info.severity)]));
  const groups = Map.groupBy(input.cases, ({ violation }) =>
    JSON.stringify([violation.invariant, violation.kind, violation.surface]),
  );
  return [...groups.values()]
    .flatMap((cases) => {
      const lead = cases.find(({ reproduction }) => reproduction?.reproduced === true) ?? cases[0];
      return lead === undefined ? [] : [{ lead, others: cases.filter((item) => item !== lead) }];
    })
    .toSorted((a, b) => rank(a) - rank(b));

  function rank({ lead }: Story): number {
    return severity.get(lead.violation.invariant) ?? severities.length;
  }
}

/** The cases that get a script: every story's lead before any of the others. */
export function scriptedCases(input: ReportInput): readonly Case[] {
  const all = stories(input);
  return [...all.map(({ lead }) => lead), ...all.flatMap(({ others }) => others)].slice(0, caseLimit);
}
