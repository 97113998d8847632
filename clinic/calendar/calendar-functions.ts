import { takesPart } from '../booking/booking-functions.ts';
import { selectConsultation } from '../booking/consultation.ts';
import type { Consultation } from '../booking/consultation.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { sign } from '../links/signing.ts';
import type { Account } from '../sign-in/account.ts';
import type { Store } from '../store/store.ts';

const ofPatient = `${selectConsultation} WHERE c.patient_id = :id ORDER BY c.booked_at, c.id`;
const ofClinician = `${selectConsultation} WHERE c.clinician_id = :id ORDER BY c.booked_at, c.id`;

/** All consultations of an account, the oldest first. */
export function allConsultations(
  store: Store,
  { id, role }: Pick<Account, 'id' | 'role'>,
): Consultation[] {
  return store.all<Consultation>(role === 'patient' ? ofPatient : ofClinician, { id });
}

/** How the base release gives consultations out as calendar, table and print. */
export function calendarFunctions({
  store,
}: Clinic): Pick<
  ClinicFunctions,
  'appointmentsOf' | 'tabledConsultations' | 'calendarSecret' | 'mayPrint'
> {
  return {
    appointmentsOf: (account) => allConsultations(store, account),
    tabledConsultations: ({ account }) => allConsultations(store, account),
    calendarSecret: ({ id }) => sign(store, 'calendar', id).toString('base64url'),
    mayPrint: ({ account }, consultation) => takesPart(account, consultation),
  };
}
