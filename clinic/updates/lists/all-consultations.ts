import { consultationParameters, consultationQueries } from '../../booking/consultation-list.ts';
import type { ListRequest } from '../../booking/consultation-list.ts';
import type { Consultation } from '../../booking/consultation.ts';
import { toPage } from '../../store/page.ts';
import type { Page } from '../../store/page.ts';
import type { Store } from '../../store/store.ts';

const queries = consultationQueries('TRUE');

/** The consultations of everybody, in the order that is asked for. */
export function allConsultations(store: Store, request: ListRequest): Page<Consultation> {
  const asked = consultationParameters(request);
  const found = store.all<Consultation>(queries[request.sort ?? 'newest'], asked.page);
  const total = store.get<{ total: number }>(queries.count, asked.count)?.total ?? 0;
  return toPage(found, request, total, ({ bookedAt, id }) => ({ at: bookedAt, id }));
}
