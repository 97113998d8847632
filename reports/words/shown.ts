import type { Attempt } from '../../harness/domain/attempt.ts';
import type { Case } from '../../harness/domain/case.ts';
import type { Sighting } from '../../harness/domain/sighting.ts';
import type { ReportInput } from '../input.ts';
import { ownerOf } from './seen.ts';

/** The attempt that a violation is told and repeated by, with what it brought back. */
export type Shown = { attempt: Attempt | null; sighting: Sighting | null };

/** The sighting that a violation tells of, else any of its owner's, with its attempt. */
export function shown(input: ReportInput, { violation, attempts }: Case): Shown {
  const of = violation.owner?.account ?? null;
  const all = attempts.flatMap((attempt) =>
    attempt.sightings
      .filter((sighting) => ownerOf(input, sighting) === of)
      .map((sighting) => ({ attempt, sighting })),
  );
  const told = all.find(({ sighting }) => sighting.where === violation.sighting?.where);
  return told ?? all[0] ?? { attempt: attempts[0] ?? null, sighting: null };
}
