import type { Breach } from '../../../domain/verdict/breach.ts';
import type { FieldMove } from '../../evidence/moves.ts';
import { withoutRows } from './shared-places.ts';

/** Fewest times that another account did something, and that nobody did, by which one is told from the other. */
export const fewestDisturbances = 3;

/**
 * Whether what a viewer was shown at a place moved each time that another account created something, three times at least,
 * and never in as many quiet times; null where it did not.
 * @param moves of one viewer at one place, on one side of the update
 */
export function disturbed(moves: readonly FieldMove[]): Breach | null {
  const quiet = moves.filter(({ between }) => between === 'quiet');
  if (quiet.length < fewestDisturbances || quiet.some(({ moved }) => moved)) return null;
  const ofOne = moves.filter(({ between, several }) => between === 'others' && several !== true);
  for (const those of Map.groupBy(ofOne, ({ actor }) => actor).values()) {
    const last = those.at(-1);
    if (last === undefined || those.length < fewestDisturbances) continue;
    if (!those.every(({ moved }) => moved)) continue;
    const { attempt, actor, where } = last;
    const what = 'what follows what another account does';
    const sighting = { what, where: withoutRows(where), encoding: 'plain' };
    return { kind: 'disturbance', attempt, owner: actor, sighting, recorded: null, item: null };
  }
  return null;
}
