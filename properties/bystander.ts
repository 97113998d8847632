import type { Attempt, Cohort, Session, Thing, Worker } from '../harness/index.ts';
import { canReach } from './can-reach.ts';
import { withSides } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Somebody who owns a thing, with what they received when they looked at it. */
export type Bystander = { session: Session; thing: Thing; looks: readonly Attempt[] };

/**
 * Prepares an account that owns one thing with all its parts, and looks at all of its own: what the others
 * receive is compared with that. It does nothing more.
 */
export async function prepareBystander(
  worker: Worker,
  words: Vocabulary,
  cohort: Cohort,
): Promise<Bystander> {
  const session = await worker.signIn(await worker.createAccount({ cohort: withSides(cohort) }));
  const thing = await worker.createThing(session);
  const looks: Attempt[] = [];
  for (const surface of words.surfaces) {
    if (!canReach(surface, thing)) continue;
    const own = surface.needs.length > 0 ? thing : null;
    looks.push(await worker.attempt({ session, surface, thing: own }));
  }
  return { session, thing, looks };
}
