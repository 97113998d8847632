import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { newId } from '../store/ids.ts';
import type { Account } from '../sign-in/account.ts';
import { removeConsultation } from './remove-consultation.ts';
import { consultationKey, listConsultations, ownConsultations } from './consultation-list.ts';
import { selectConsultation } from './consultation.ts';
import type { Consultation, Prescription } from './consultation.ts';

const byId = `${selectConsultation} WHERE c.id = :id`;
const insert = `INSERT INTO consultations (id, patient_id, clinician_id, kind, reason, pharmacy_id,
    booked_at) VALUES (:id, :patientId, :clinicianId, :kind, :reason, :pharmacyId, :bookedAt)`;

/** Whether an account is the patient or the clinician of something. */
export function takesPart(
  account: Account,
  thing: { patientId: string; clinicianId: string },
): boolean {
  return account.id === (account.role === 'patient' ? thing.patientId : thing.clinicianId);
}

/** How the base release books consultations and shows them. */
export function bookingFunctions(
  clinic: Clinic,
  release: () => ClinicFunctions,
): Pick<
  ClinicFunctions,
  | 'bookConsultation'
  | 'reassign'
  | 'visibleConsultations'
  | 'findConsultation'
  | 'mayReadConsultation'
  | 'mayRemoveConsultation'
  | 'removeConsultation'
  | 'findPrescription'
> {
  const { store, clock } = clinic;
  const findConsultation = (id: string): Consultation | null =>
    store.get<Consultation>(byId, { id }) ?? null;
  return {
    findConsultation,
    bookConsultation: ({ account }, booking) => {
      const id = newId('con');
      store.run(insert, { ...booking, id, patientId: account.id, bookedAt: clock.now() });
      const booked = findConsultation(id);
      if (booked === null) throw new Error('The booking was not kept.');
      return booked;
    },
    reassign: (_viewer, { id, clinicianId: from }, to) => {
      store.transaction(() => {
        store.run('UPDATE consultations SET clinician_id = :to WHERE id = :id', { to, id });
        store.run(
          `UPDATE recordings SET clinician_id = :to
           WHERE call_id IN (SELECT id FROM calls WHERE consultation_id = :id)`,
          { to, id },
        );
        store.run(
          `INSERT INTO reassignments (consultation_id, from_id, to_id, at)
           VALUES (:id, :from, :to, :at)`,
          { id, from, to, at: clock.now() },
        );
      });
    },
    visibleConsultations: ({ account }, page) =>
      release().cachedRead(`consultations ${account.id} ${consultationKey(page)}`, () =>
        listConsultations(store, ownConsultations[account.role], page, { viewer: account.id }),
      ),
    mayReadConsultation: ({ account }, consultation) => takesPart(account, consultation),
    mayRemoveConsultation: ({ account }, { patientId }) => account.id === patientId,
    removeConsultation: (_viewer, consultation) => removeConsultation(clinic, consultation),
    findPrescription: (_viewer, consultation) =>
      store.get<Prescription>(
        `SELECT id, consultation_id AS consultationId, pharmacy_id AS pharmacyId, medicine, dosage,
           created_at AS createdAt, delivered_at AS deliveredAt
         FROM prescriptions WHERE consultation_id = :id`,
        { id: consultation.id },
      ) ?? null,
  };
}
