import type { Sensitivity } from '../../harness/domain/sensitivity.ts';
import type { ReportInput } from '../input.ts';
import { count, enumerate, number, semicolons } from './counting.ts';

/** Most surfaces that a line names. */
const mostNamed = 3;

/** Whether a leak would have been noticed here, in a line; null where the run has no sweep. */
export function sensitivityWords({ plan, verdict }: ReportInput): string | null {
  if (!plan.parts.includes('sweep')) return null;
  const { sensitivity } = verdict;
  if (sensitivity === null)
    return plan.planted === true
      ? 'No leak could be planted in its answers, so that nobody knows what would have been noticed.'
      : 'No leaks were planted in its answers, so that nobody knows what would have been noticed.';
  const { planted, noticed, unclear, blind } = sensitivity;
  const passing = passingSurfaces(sensitivity);
  return `Of ${count(planted, 'leak')} planted in its answers, ${semicolons(
    `${number(noticed)} would have been noticed`,
    unclear === 0 ? '' : `${number(unclear)} would have made it inconclusive`,
    blind === 0 ? '' : `${number(blind)} would have passed, on ${enumerate(passing, mostNamed)}`,
  )}.`;
}

function passingSurfaces({ surfaces }: NonNullable<Sensitivity>): string[] {
  return surfaces.flatMap(({ surface, blind }) => (blind.length > 0 ? [surface] : []));
}
