import { covers } from '../../domain/covers.ts';
import { compareText } from '../../domain/in-order.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { acceptedSurfaces } from '../evidence/acceptances.ts';
import { phaseInWords, reasonOf } from '../evidence/gap.ts';

/**
 * What the deployment's own document names and nobody tried, in words; those new with the update first. What it says
 * to be public is passed over, unless it is new: then nobody has looked yet at what it gives away.
 */
export function driftReasons({ plan, history, phase, end }: ExaminedEvidence): string[] {
  if (plan.openApi === undefined) return [];
  const document = `the deployment’s OpenAPI document (${plan.openApi})`;
  const readings = history.facts.filter((fact) => fact.fact === 'document-read');
  const latest = readings.filter((fact) => fact.phase === phase);
  if (!latest.some(({ why }) => why === null)) {
    const why = latest[0]?.why;
    return why === undefined || why === null
      ? [`${document} was not read ${phaseInWords(phase)}`]
      : [`${document} could not be read ${phaseInWords(phase)}: ${reasonOf(why)}`];
  }
  const facts = history.facts.filter((fact) => fact.fact === 'uncovered');
  const wasRead = readings.some((fact) => fact.phase === 'before-update' && fact.why === null);
  const before = new Set(
    facts.filter((fact) => fact.phase === 'before-update').map(({ surface }) => surface),
  );
  const isNew = (surface: string) => phase === 'after-update' && wasRead && !before.has(surface);
  const accepted = acceptedSurfaces(plan, 'uncovered', end);
  const open = new Set(
    facts
      .filter((fact) => fact.phase === phase && (fact.open !== true || isNew(fact.surface)))
      .map(({ surface }) => surface)
      .filter((surface) => !accepted.some((one) => covers(one, surface))),
  );
  return [...open]
    .toSorted((one, other) => Number(isNew(other)) - Number(isNew(one)) || compareText(one, other))
    .map(
      (surface) =>
        `${surface} is in ${document}, but no surface covers it${isNew(surface) ? ' (new with this update)' : ''}: add it to surfaces, or admit it in accept`,
    );
}
