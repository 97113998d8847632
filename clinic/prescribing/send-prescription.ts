import { HTTPException } from 'hono/http-exception';
import type { Consultation, Prescription } from '../booking/consultation.ts';
import type { Service } from '../http/service.ts';
import { findAccount } from '../sign-in/account.ts';
import type { Viewer } from '../sign-in/account.ts';
import { findPharmacy } from './pharmacy.ts';

/** Prescribes and tells the pharmacy: the one that was asked for, or else the patient's choice. */
export async function sendPrescription(
  { clinic: { store, clock }, functions }: Service,
  viewer: Viewer,
  consultation: Consultation,
  what: { medicine: string; dosage: string; pharmacyId?: string | undefined },
): Promise<Prescription> {
  const pharmacyId = what.pharmacyId ?? consultation.pharmacyId;
  const pharmacy = pharmacyId === null ? undefined : findPharmacy(store, pharmacyId);
  const patient = findAccount(store, consultation.patientId);
  if (pharmacy === undefined || patient === undefined) {
    throw new HTTPException(422, { message: 'Choose one of the pharmacies.' });
  }
  const { medicine, dosage } = what;
  const prescription = await functions.prescribe(viewer, consultation, {
    medicine,
    dosage,
    pharmacyId: pharmacy.id,
  });
  if (prescription === null) {
    throw new HTTPException(409, { message: 'This consultation has a prescription already.' });
  }
  const delivery = await functions.prepareDelivery(consultation, prescription, patient);
  if (!(await functions.deliver(pharmacy, delivery))) return prescription;
  const deliveredAt = clock.now();
  store.run('UPDATE prescriptions SET delivered_at = :deliveredAt WHERE id = :id', {
    id: prescription.id,
    deliveredAt,
  });
  return { ...prescription, deliveredAt };
}
