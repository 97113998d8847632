import { HTTPException } from 'hono/http-exception';
import type { Clinic } from '../clinic.ts';
import { removeMedia } from '../recordings/media-files.ts';
import type { Account } from './account.ts';

/**
 * Removes an account with everything of it. A clinician who still has consultations stays, for
 * they are the patients' records: 409.
 */
export async function removeAccount(clinic: Clinic, account: Account): Promise<void> {
  const { store } = clinic;
  const { id } = account;
  const treated = 'SELECT 1 FROM consultations WHERE clinician_id = :id LIMIT 1';
  if (account.role === 'clinician' && store.get(treated, { id }) !== undefined) {
    throw new HTTPException(409, { message: 'Patients still have consultations with you.' });
  }
  const own = `SELECT id FROM recordings WHERE patient_id = :id
    UNION ALL SELECT id FROM exports WHERE patient_id = :id`;
  const files = store.all<{ id: string }>(own, { id });
  store.run('DELETE FROM accounts WHERE id = :id', { id });
  await removeMedia(
    clinic,
    files.map((file) => file.id),
  );
}
