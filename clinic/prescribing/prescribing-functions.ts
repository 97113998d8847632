import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { newId } from '../store/ids.ts';

/** How long a pharmacy may take to answer, in ms. */
const patience = 5000;

const insert = `INSERT INTO prescriptions (id, consultation_id, pharmacy_id, medicine, dosage,
    created_at) VALUES (:id, :consultationId, :pharmacyId, :medicine, :dosage, :createdAt)
  ON CONFLICT (consultation_id) DO NOTHING`;

/** How clinicians of the base release write notes and send prescriptions. */
export function prescribingFunctions({
  store,
  clock,
}: Clinic): Pick<
  ClinicFunctions,
  'mayTreat' | 'writeNotes' | 'prescribe' | 'prepareDelivery' | 'deliver'
> {
  return {
    mayTreat: ({ account }, { clinicianId }) => account.id === clinicianId,
    writeNotes: (_viewer, { id }, notes) => {
      store.run('UPDATE consultations SET notes = :notes WHERE id = :id', { id, notes });
    },
    prescribe: (_viewer, { id: consultationId }, what) => {
      const prescription = { id: newId('pre'), consultationId, ...what, createdAt: clock.now() };
      return store.run(insert, prescription) === 0 ? null : { ...prescription, deliveredAt: null };
    },
    prepareDelivery: (consultation, prescription, patient) => ({
      prescriptionId: prescription.id,
      pharmacyId: prescription.pharmacyId,
      patient: {
        name: patient.name,
        dateOfBirth: patient.dateOfBirth,
        address: patient.address,
        nhsNumber: patient.nhsNumber,
      },
      medicine: prescription.medicine,
      dosage: prescription.dosage,
      prescribedBy: consultation.clinicianName,
    }),
    deliver: async (pharmacy, delivery) => {
      if (pharmacy.url === null) return false;
      try {
        const answer = await fetch(pharmacy.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(delivery),
          redirect: 'error',
          signal: AbortSignal.timeout(patience),
        });
        await answer.body?.cancel();
        return answer.ok;
      } catch {
        // The reason may quote an address; the prescription shows as not delivered.
        return false;
      }
    },
  };
}
