import { consultationQueries, listConsultations } from '../../booking/consultation-list.ts';
import type { ListRequest } from '../../booking/consultation-list.ts';
import type { Consultation } from '../../booking/consultation.ts';
import type { Page } from '../../store/page.ts';
import type { Store } from '../../store/store.ts';

const queries = consultationQueries('TRUE');

/** The consultations of everybody, in the order that is asked for. */
export function allConsultations(store: Store, request: ListRequest): Page<Consultation> {
  return listConsultations(store, queries, request);
}
