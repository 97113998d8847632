import { covers } from '../../domain/surfaces/covers.ts';
import type { ExaminedEvidence } from '../evidence/examined-evidence.ts';
import { acceptedSurfaces } from '../evidence/acceptances.ts';
import { reasonOf } from '../evidence/gap.ts';

/**
 * Surfaces that the update brought, in words: they follow from what the deployment states of itself (a
 * CapabilityStatement) since then, and nobody tried them. Where that was not read again, nobody knows.
 */
export function sourceDriftReasons({ plan, history, phase, end }: ExaminedEvidence): string[] {
  if (phase !== 'after-update') return [];
  const accepted = acceptedSurfaces(plan, 'uncovered', end);
  const facts = history.facts.filter((fact) => fact.fact === 'source-read');
  return Object.keys(plan.imports ?? {}).flatMap((source) => {
    const read = facts.filter((fact) => fact.source === source && fact.phase === phase);
    const whole = read.find(({ why }) => why === null);
    if (whole === undefined) {
      const why = read[0]?.why;
      return [
        `${source} was not read again after the update${typeof why === 'string' ? `: ${reasonOf(why)}` : ''}, so what it brought is not known`,
      ];
    }
    return whole.added
      .filter((surface) => !accepted.some((one) => covers(one, surface)))
      .map(
        (surface) =>
          `${surface} is in ${source} since the update, and was not tried: seed a new run, or admit it in accept (what: 'uncovered')`,
      );
  });
}
