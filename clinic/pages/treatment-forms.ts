import { html } from 'hono/html';
import type { Consultation, Prescription } from '../booking/consultation.ts';
import { listPharmacies } from '../prescribing/pharmacy.ts';
import type { Store } from '../store/store.ts';
import { choice, field, longField } from './form.ts';
import type { Markup } from './layout.ts';

function prescriptionForm(store: Store, { id, pharmacyId }: Consultation): Markup {
  const chosen = listPharmacies(store).map(({ id: value, name }) => ({ value, text: name }));
  const theirs = { value: '', text: 'The patient’s choice' };
  const pharmacies = pharmacyId === null ? chosen : [theirs, ...chosen];
  return html`<form method="post" action="/consultations/${id}/prescription" class="card">
    ${field('Medicine', 'medicine')} ${field('Dosage', 'dosage')}
    ${choice('Pharmacy', 'pharmacyId', pharmacies)}
    <button>Send prescription</button>
  </form>`;
}

/** What a clinician writes in a consultation. */
export function treatmentForms(
  store: Store,
  consultation: Consultation,
  prescription: Prescription | null,
): Markup {
  return html`<form method="post" action="/consultations/${consultation.id}/notes" class="card">
      ${longField('Notes', 'notes', 10_000, consultation.notes ?? '')}
      <button>Save notes</button>
    </form>
    ${prescription === null ? prescriptionForm(store, consultation) : ''}`;
}
