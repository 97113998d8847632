import { HTTPException } from 'hono/http-exception';
import { isLetIn } from '../access/let-in.ts';
import type { Service } from '../http/service.ts';
import { notFound } from '../http/viewer.ts';
import { announce } from '../live/announce.ts';
import { findPharmacy } from '../prescribing/pharmacy.ts';
import type { Viewer } from '../sign-in/account.ts';
import { takesPart } from './booking-functions.ts';
import { isClinician } from '../sign-in/clinicians.ts';
import type { CallKind, Consultation } from './consultation.ts';

/** What API and page send to book. */
interface BookingRequest {
  clinicianId: string;
  kind: CallKind;
  reason: string;
  pharmacyId?: string | undefined;
}

/** Books a consultation for a patient; 422 when clinician or pharmacy are unknown. */
export async function book(
  service: Service,
  viewer: Viewer,
  { clinicianId, kind, reason, pharmacyId }: BookingRequest,
): Promise<Consultation> {
  const {
    clinic: { store },
    functions,
  } = service;
  if (viewer.account.role !== 'patient') {
    throw new HTTPException(403, { message: 'Only patients book.' });
  }
  if (!isClinician(store, clinicianId)) {
    throw new HTTPException(422, { message: 'clinicianId: choose one of the clinicians.' });
  }
  if (pharmacyId !== undefined && findPharmacy(store, pharmacyId) === undefined) {
    throw new HTTPException(422, { message: 'pharmacyId: choose one of the pharmacies.' });
  }
  const booking = { clinicianId, kind, reason, pharmacyId: pharmacyId ?? null };
  const booked = await functions.bookConsultation(viewer, booking);
  await announce(service, 'booking', { ...booked, consultationId: booked.id }, booked.reason);
  return booked;
}

/** A consultation that this viewer may read; 404 for everybody else. */
export async function readableConsultation(
  { functions }: Service,
  viewer: Viewer,
  id: string,
): Promise<Consultation> {
  const consultation = await functions.findConsultation(id);
  if (consultation === null) throw notFound();
  const entry = { ...consultation, consultationId: id };
  const isReadable =
    (await functions.mayReadConsultation(viewer, consultation)) ||
    (await isLetIn(functions, viewer, entry)) ||
    (await functions.mayReadAtDesk(viewer, entry));
  if (!isReadable) throw notFound();
  return consultation;
}

/** A consultation whose clinician this viewer is; 404 for strangers, 403 for the patient. */
export async function treatedConsultation(
  service: Service,
  viewer: Viewer,
  id: string,
): Promise<Consultation> {
  const consultation = await readableConsultation(service, viewer, id);
  if (!(await service.functions.mayTreat(viewer, consultation))) {
    throw new HTTPException(403, { message: 'Only the clinician does this.' });
  }
  return consultation;
}

/** Has another clinician treat a consultation: its patient and its clinician may; 422 when nobody is that clinician. */
export async function reassignTo(
  service: Service,
  viewer: Viewer,
  id: string,
  clinicianId: string,
): Promise<void> {
  const consultation = await readableConsultation(service, viewer, id);
  if (!takesPart(viewer.account, consultation)) {
    throw new HTTPException(403, { message: 'Only patient and clinician do this.' });
  }
  if (!isClinician(service.clinic.store, clinicianId)) {
    throw new HTTPException(422, { message: 'clinicianId: choose one of the clinicians.' });
  }
  await service.functions.reassign(viewer, consultation, clinicianId);
}
