import type { Store } from '../store/store.ts';

/** An outside party that hands out medicine. */
export interface Pharmacy {
  id: string;
  name: string;
  /** Where prescriptions are posted to; null when it takes none by HTTP. */
  url: string | null;
}

/** What a pharmacy gets to know: one patient, one medicine. */
export interface Delivery {
  prescriptionId: string;
  pharmacyId: string;
  patient: {
    name: string;
    dateOfBirth: string | null;
    address: string | null;
    nhsNumber: string | null;
  };
  medicine: string;
  dosage: string;
  prescribedBy: string;
}

/** All pharmacies that a patient can choose from. */
export function listPharmacies(store: Store): Pharmacy[] {
  return store.all<Pharmacy>('SELECT id, name, url FROM pharmacies ORDER BY name');
}

export function findPharmacy(store: Store, id: string): Pharmacy | undefined {
  return store.get<Pharmacy>('SELECT id, name, url FROM pharmacies WHERE id = :id', { id });
}

/** Sets where all pharmacies take their prescriptions; each is told by its id in the body. */
export function setPharmacyUrl(store: Store, url: string): void {
  store.run('UPDATE pharmacies SET url = :url', { url });
}
