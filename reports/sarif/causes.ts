import type { Location, Result } from 'sarif';
import { oneLine } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { causeInALine } from '../words/causes/cause-in-short.ts';
import { firstStory } from '../words/causes/cause-sentence.ts';
import { count } from '../words/counting.ts';
import { toldCauses, type ToldCause } from '../words/causes/told-causes.ts';
import { locationsOf, messageText } from './results.ts';

/** A cause as the run's properties tell it. */
type CauseProperties = { id: string; title: string; violations: number; surfaces: string[] };

/**
 * Adds to results what cause they are of. SARIF has no field for that (`correlationGuid` is of results that are the
 * same, and `taxa` of kinds that outlive a run): it stands in the properties, by the cause's id, and the result that
 * tells a cause best has the cause's other surfaces as related locations. What is admitted has no cause.
 */
export function withCauses(input: ReportInput): {
  causes: CauseProperties[];
  addTo: (result: Result, violation: string) => Result;
} {
  const all = toldCauses(input);
  const byViolation = new Map(
    all.flatMap(({ cause }) => cause.violations.map((id) => [id, cause.id] as const)),
  );
  const byLead = new Map(all.map((told) => [firstStory(told).lead.violation.id, told]));
  return {
    causes: all.map((told) => ({
      id: told.cause.id,
      title: oneLine(causeInALine(input, told)),
      violations: told.cases.length,
      surfaces: told.cause.surfaces.map(oneLine),
    })),
    addTo: (result, violation) => {
      const cause = byViolation.get(violation);
      const told = byLead.get(violation);
      return {
        ...result,
        ...(told === undefined ? {} : { relatedLocations: elsewhere(input, told) }),
        properties: { ...result.properties, cause: cause ?? null },
      };
    },
  };
}

function elsewhere(input: ReportInput, { stories }: ToldCause): Location[] {
  const [, ...others] = stories;
  return others.flatMap(({ lead, others: more }) => {
    const { surface, invariant } = lead.violation;
    const text = `${count(1 + more.length, 'violation')} of the same cause, on ${surface} (${invariant})`;
    return locationsOf(input, surface).map((location) => ({
      ...location,
      message: { text: messageText(text) },
    }));
  });
}
