import { html } from 'hono/html';
import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { show } from '../pages/show.ts';

/** The desk of a member of staff: the patients whose bookings they see. */
export function staffPages(app: Api, service: Service): void {
  app.get('/staff', async (context) => {
    const viewer = requireViewer(context);
    const member = await service.functions.findMember(viewer.account.id);
    if (member === null || member.revokedAt !== null) throw notFound();
    const patients = await service.functions.visibleDeskPatients(viewer);
    const body = html`<ul class="list" aria-label="Patients">
      ${patients.map(
        ({ patientName, bookings }) =>
          html`<li class="card">${patientName}: ${bookings} booked</li>`,
      )}
    </ul>`;
    return show(service, context, { title: 'Your desk', body });
  });
}
