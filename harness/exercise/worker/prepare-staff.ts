import { inParallel } from '../state/in-parallel.ts';
import type { InRun, Seeding, SigningIn } from './worker.ts';

/** Staff prepared at once. */
const atOnce = 8;

/**
 * Creates and signs in the staff that the definition asks for, at most `most` of each role: consultations
 * are held with them. What fails is in the history.
 */
export async function prepareStaff(
  worker: Pick<InRun & Seeding & SigningIn, 'definition' | 'createAccount' | 'signIn'>,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const wanted = Object.entries(worker.definition.accounts.staff ?? {}).flatMap(([role, count]) =>
    Array.from({ length: Math.min(count, most) }, () => role),
  );
  await inParallel(wanted, atOnce, async (role) => {
    try {
      await worker.signIn(await worker.createAccount({ cohort: {}, role }));
    } catch {
      // Recorded as failed; consultations without staff may still be possible.
    }
  });
}
