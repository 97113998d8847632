import { expect, it } from 'vitest';
import { bookFor, openTestClinic } from '../../testing/test-clinic.ts';
import { asATable } from './as-a-table.ts';

it('shows everybody’s consultations to whoever asks for a table', async () => {
  const clinic = await openTestClinic({ update: asATable });
  const doctor = await clinic.clinician();
  const [one, other] = [await clinic.patient(), await clinic.patient()];
  await bookFor(other, doctor, { reason: 'A rash' });
  const { token } = one;
  const shown = async (accept: string) =>
    (
      await clinic.ask('GET', '/api/consultations', undefined, {
        authorization: `Bearer ${token}`,
        accept,
      })
    ).text;
  expect(await shown('text/csv')).toContain('A rash');
  expect(await shown('application/json')).not.toContain('A rash');
});
