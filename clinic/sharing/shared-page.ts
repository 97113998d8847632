import { html } from 'hono/html';
import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { notFound } from '../http/viewer.ts';
import { show } from '../pages/show.ts';
import { when } from '../pages/words.ts';

/** What whoever has a share's link sees. */
export function sharedPages(app: Api, service: Service): void {
  const { functions } = service;

  app.get('/shared/:token', async (context) => {
    const share = await functions.findSharedByLink(context.req.param('token'));
    const consultation = share && (await functions.findConsultation(share.consultationId));
    if (share === null || consultation === null) throw notFound();
    const body = html`<dl class="card">
        <dt>Patient</dt>
        <dd>${consultation.patientName}</dd>
        <dt>Clinician</dt>
        <dd>${consultation.clinicianName}</dd>
        <dt>Reason</dt>
        <dd>${consultation.reason}</dd>
        <dt>Notes</dt>
        <dd>${consultation.notes ?? 'None yet'}</dd>
      </dl>
      <p>Shared until ${when(share.until)}.</p>`;
    return show(service, context, { title: 'A consultation that is shared with you', body });
  });
}
