import type { Context } from 'hono';
import { html } from 'hono/html';
import { book } from '../booking/book.ts';
import { bookingBody } from '../booking/consultation-schemas.ts';
import type { Consultation } from '../booking/consultation.ts';
import type { Api } from '../http/api.ts';
import { toPageRequest } from '../http/schemas.ts';
import type { Service } from '../http/service.ts';
import { requireViewer } from '../http/viewer.ts';
import type { HttpEnv } from '../http/http-env.ts';
import { listPharmacies } from '../prescribing/pharmacy.ts';
import { listClinicians } from '../sign-in/clinicians.ts';
import { defaultLimit, largestLimit } from '../store/page.ts';
import type { Store } from '../store/store.ts';
import { choice, longField, readForm, refusal } from './form.ts';
import { alert } from './layout.ts';
import type { Markup } from './layout.ts';
import { pageLinks } from './page-links.ts';
import { show } from './show.ts';
import { specialtyNames, when } from './words.ts';

function bookingForm(store: Store): Markup {
  const { items } = listClinicians(store, { limit: largestLimit, after: null });
  const clinicians = items.map(({ id, name, specialty }) => ({
    value: id,
    text: `${name}, ${specialtyNames[specialty]}`,
  }));
  const kinds = [
    { value: 'video', text: 'Video' },
    { value: 'audio', text: 'Audio' },
  ];
  const pharmacies = listPharmacies(store).map(({ id, name }) => ({ value: id, text: name }));
  return html`<section aria-labelledby="book">
    <h2 id="book">Book a consultation</h2>
    <form method="post" action="/bookings" class="card">
      ${choice('Clinician', 'clinicianId', clinicians)} ${choice('Call', 'kind', kinds)}
      ${longField('Reason', 'reason', 2000)}
      ${choice('Pharmacy', 'pharmacyId', [{ value: '', text: 'None' }, ...pharmacies])}
      <button>Book</button>
    </form>
  </section>`;
}

const booking = (item: Consultation, role: 'patient' | 'clinician'): Markup =>
  html`<li class="card">
    <a href="/consultations/${item.id}"
      >${role === 'patient' ? item.clinicianName : item.patientName}</a
    >
    <p>${item.reason}</p>
    <small>${specialtyNames[item.clinicianSpecialty]} · ${when(item.bookedAt)}</small>
  </li>`;

/** One's bookings, and booking another one. */
export function bookingsPages(app: Api, service: Service): void {
  const list = async (context: Context<HttpEnv>, problem?: string): Promise<Response> => {
    const viewer = requireViewer(context);
    const { role } = viewer.account;
    const request = toPageRequest({ limit: defaultLimit, cursor: context.req.query('cursor') });
    const page = await service.functions.visibleConsultations(viewer, request);
    const empty = page.total === 0 ? html`<p>Nothing is booked yet.</p>` : '';
    const body = html`${alert(problem)}
      ${role === 'patient' ? bookingForm(service.clinic.store) : ''}
      <section aria-labelledby="bookings">
        <h2 id="bookings">${role === 'patient' ? 'Your bookings' : 'Your patients’ bookings'}</h2>
        ${empty}
        <ul class="list">
          ${page.items.map((item) => booking(item, role))}
        </ul>
        ${pageLinks('/bookings', page)}
      </section>`;
    const title = role === 'patient' ? 'Bookings' : 'Consultations';
    return show(service, context, { title, body }, problem === undefined ? 200 : 422);
  };

  app.get('/bookings', (context) => list(context));

  app.post('/bookings', async (context) => {
    const viewer = requireViewer(context);
    try {
      const booked = await book(service, viewer, await readForm(context, bookingBody));
      return context.redirect(`/consultations/${booked.id}`, 303);
    } catch (error) {
      return list(context, refusal(error));
    }
  });
}
