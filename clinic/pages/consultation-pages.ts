import { html } from 'hono/html';
import { readableConsultation, treatedConsultation } from '../booking/book.ts';
import { prescriptionBody } from '../booking/consultation-schemas.ts';
import type { Consultation, Prescription } from '../booking/consultation.ts';
import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';
import { notesBody } from '../prescribing/prescribing-routes.ts';
import { findPharmacy } from '../prescribing/pharmacy.ts';
import { keepNotes } from '../prescribing/keep-notes.ts';
import { sendPrescription } from '../prescribing/send-prescription.ts';
import type { Viewer } from '../sign-in/account.ts';
import { readForm, refusal } from './form.ts';
import { alert } from './layout.ts';
import type { Markup, PageContent } from './layout.ts';
import { player } from './player.ts';
import { show } from './show.ts';
import { treatmentForms } from './treatment-forms.ts';
import { specialtyNames, when } from './words.ts';

function prescribed({ medicine, dosage, deliveredAt }: Prescription): string {
  const state = deliveredAt === null ? 'not delivered yet' : 'at the pharmacy';
  return `${medicine}, ${dosage} (${state})`;
}

export const details = (
  item: Consultation,
  pharmacy: string,
  prescription: Prescription | null,
): Markup =>
  html`<dl class="card">
    <dt>Patient</dt>
    <dd>${item.patientName}</dd>
    <dt>Clinician</dt>
    <dd>${item.clinicianName}, ${specialtyNames[item.clinicianSpecialty]}</dd>
    <dt>Booked</dt>
    <dd>${when(item.bookedAt)}</dd>
    <dt>Reason</dt>
    <dd>${item.reason}</dd>
    <dt>Pharmacy</dt>
    <dd>${pharmacy}</dd>
    <dt>Notes</dt>
    <dd>${item.notes ?? 'None yet'}</dd>
    <dt>Prescription</dt>
    <dd>${prescription === null ? 'None yet' : prescribed(prescription)}</dd>
  </dl>`;

const callRoom = ({ id }: Consultation): Markup =>
  html`<a class="button" href="/consultations/${id}/call">Go to the call room</a>`;

/** One consultation, with its recordings, and what its clinician writes. */
export function consultationPages(app: Api, service: Service): void {
  const { functions, clinic } = service;

  const page = async (
    viewer: Viewer,
    item: Consultation,
    problem?: string,
  ): Promise<PageContent> => {
    const prescription = await functions.findPrescription(viewer, item);
    const recordings = await functions.recordingsOf(viewer, item);
    const pharmacy =
      item.pharmacyId === null ? undefined : findPharmacy(clinic.store, item.pharmacyId);
    const joins = await functions.mayJoinCall(viewer, item);
    const treats = await functions.mayTreat(viewer, item);
    const players: Markup[] = [];
    for (const recording of recordings) players.push(await player(service, viewer, recording));
    return {
      title: `Consultation with ${treats ? item.patientName : item.clinicianName}`,
      body: html`${alert(problem)} ${joins ? html`<p>${callRoom(item)}</p>` : ''}
      ${details(item, pharmacy?.name ?? 'None chosen', prescription)}
      ${treats ? treatmentForms(clinic.store, item, prescription) : ''}
      ${players.length === 0 ? '' : html`<h2>Recordings</h2>`} ${players}`,
    };
  };

  app.get('/consultations/:consultation', async (context) => {
    const viewer = requireViewer(context);
    const id = context.req.param('consultation');
    const consultation = await readableConsultation(service, viewer, id);
    return show(service, context, await page(viewer, consultation));
  });

  app.post('/consultations/:consultation/notes', async (context) => {
    const viewer = requireViewer(context);
    const id = context.req.param('consultation');
    const consultation = await treatedConsultation(service, viewer, id);
    try {
      const { notes } = await readForm(context, notesBody);
      await keepNotes(service, viewer, consultation, notes);
      return context.redirect(`/consultations/${id}`, 303);
    } catch (error) {
      return show(service, context, await page(viewer, consultation, refusal(error)), 422);
    }
  });

  app.post('/consultations/:consultation/prescription', async (context) => {
    const viewer = requireViewer(context);
    const id = context.req.param('consultation');
    const consultation = await treatedConsultation(service, viewer, id);
    try {
      const what = await readForm(context, prescriptionBody);
      await sendPrescription(service, viewer, consultation, what);
      return context.redirect(`/consultations/${id}`, 303);
    } catch (error) {
      return show(service, context, await page(viewer, consultation, refusal(error)), 422);
    }
  });
}
