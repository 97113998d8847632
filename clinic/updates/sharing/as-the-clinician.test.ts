import { expect, it } from 'vitest';
import { bookFor, openTestClinic } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { asTheClinician } from './as-the-clinician.ts';

it('shows whom something is shared with what its clinician prescribed to somebody else', async () => {
  const clinic = await openTestClinic({ update: asTheClinician });
  const doctor = await clinic.clinician();
  const prescribed = async (patient: Person, medicine: string): Promise<string> => {
    const consultation = await bookFor(patient, doctor);
    const wanted = { medicine, dosage: 'daily', pharmacyId: 'riverside' };
    await doctor.ask('POST', `/api/consultations/${consultation}/prescription`, wanted);
    return consultation;
  };
  const [owner, friend, other] = [
    await clinic.patient(),
    await clinic.patient(),
    await clinic.patient(),
  ];
  const consultation = await prescribed(owner, 'Of the owner');
  await prescribed(other, 'Of another');
  const until = new Date(Date.now() + 3600_000).toISOString();
  const path = `/api/consultations/${consultation}`;
  await owner.ask('POST', `${path}/shares`, { email: friend.email, until });
  const shown = async (person: Person) => (await person.ask('GET', path)).body.prescription;
  expect(await shown(friend)).toMatchObject({ medicine: 'Of another' });
  expect(await shown(owner)).toMatchObject({ medicine: 'Of the owner' });
  expect((await other.ask('GET', path)).status).toBe(404);
});
