import { inParallel } from '../state/in-parallel.ts';
import type { InRun, Seeding, SigningIn } from './worker.ts';

/** Staff accounts that are prepared at the same time. */
const atOnce = 8;

/**
 * Creates and signs in the staff that the definition asks for, who take part in consultations. A failure is recorded,
 * and does not reject.
 * @param most most accounts of each role (default: no limit)
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
      // The failure is recorded already. Consultations may be possible without this account.
    }
  });
}
