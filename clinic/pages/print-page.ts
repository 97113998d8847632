import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';
import { notFound, requireViewer } from '../http/viewer.ts';
import { findPharmacy } from '../prescribing/pharmacy.ts';
import { details } from './consultation-pages.ts';
import { show } from './show.ts';

/** A consultation as a page to be printed: what was agreed, and nothing to play or to fill in. */
export function printPages(app: Api, service: Service): void {
  const { functions, clinic } = service;

  app.get('/consultations/:consultation/print', async (context) => {
    const viewer = requireViewer(context);
    const item = await functions.findConsultation(context.req.param('consultation'));
    if (item === null || !(await functions.mayPrint(viewer, item))) throw notFound();
    const prescription = await functions.findPrescription(viewer, item);
    const pharmacy = findPharmacy(clinic.store, item.pharmacyId ?? '');
    const body = details(item, pharmacy?.name ?? 'None chosen', prescription);
    return show(service, context, { title: `Consultation of ${item.patientName}`, body });
  });
}
