import type { Sensitivity } from '../../../harness/domain/verdict/sensitivity.ts';
import type { ReportInput } from '../../input.ts';
import { count, enumerate, number, semicolons } from '../counting.ts';

/** Most surfaces that a line names: on which leaks would pass, and on which none were planted. */
const [mostNamed, mostUntried] = [3, 12];

/** Whether a leak would have been noticed here, in a line; null where the run has no sweep. */
export function sensitivityWords({ plan, verdict }: ReportInput): string | null {
  if (!plan.parts.includes('sweep')) return null;
  const { sensitivity } = verdict;
  if (sensitivity === null)
    return plan.planted === true
      ? 'No leak could be planted in its answers, so that nobody knows what would have been noticed.'
      : 'No leaks were planted in its answers, so that nobody knows what would have been noticed.';
  const { planted, noticed, unclear, blind } = sensitivity;
  const untried = untriedWords(sensitivity);
  if (planted === 0)
    return `No leak could be planted in its answers, so that nobody knows what would have been noticed. ${untried}`.trim();
  const passing = passingSurfaces(sensitivity);
  return `Of ${count(planted, 'leak')} planted in its answers, ${semicolons(
    `${number(noticed)} would have been noticed`,
    unclear === 0 ? '' : `${number(unclear)} would have made it inconclusive`,
    blind === 0 ? '' : `${number(blind)} would have passed, on ${enumerate(passing, mostNamed)}`,
  )}. ${untried}`.trim();
}

/** On which surfaces nothing was planted, and on how many not all kinds of leaks; empty where all were on each. */
function untriedWords({ untried, surfaces }: NonNullable<Sensitivity>): string {
  const cut = surfaces.filter((here) => (here.cut ?? null) !== null);
  return [
    untried.length === 0 ? '' : `Nothing was planted on ${enumerate(untried, mostUntried)}.`,
    cut.length === 0
      ? ''
      : `On ${count(cut.length, 'surface')} not all kinds of leaks were: the time for it was over.`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function passingSurfaces({ surfaces }: NonNullable<Sensitivity>): string[] {
  return surfaces.flatMap(({ surface, planted, blind }) =>
    planted > 0 && blind.length > 0 ? [surface] : [],
  );
}
