import { guarded } from '../relatives/relative.ts';
import type { Parameters, Store } from '../store/store.ts';
import { pageKey, toPage } from '../store/page.ts';
import type { Page, PageRequest } from '../store/page.ts';
import { selectConsultation } from './consultation.ts';
import type { CallKind, Consultation } from './consultation.ts';

export const sortings = ['newest', 'oldest'] as const;

/** Which consultations a list has, and in which order. Default: all, the newest first. */
export interface ConsultationChoice {
  kind?: CallKind | undefined;
  /** In ms since 1970: those that were booked then or later. */
  since?: number | undefined;
  sort?: (typeof sortings)[number] | undefined;
}

export type ListRequest = PageRequest & ConsultationChoice;

const isChosen = `(:kind IS NULL OR c.kind = :kind) AND c.booked_at >= :since`;

/** The queries of the consultations for which a condition holds: a page in each order, and how many there are. */
export function consultationQueries(condition: string) {
  const chosen = `${condition} AND ${isChosen}`;
  const page = (compared: '<' | '>', order: 'ASC' | 'DESC'): string =>
    `${selectConsultation} WHERE ${chosen} AND (c.booked_at, c.id) ${compared} (:at, :after)
     ORDER BY c.booked_at ${order}, c.id ${order} LIMIT :rows`;
  return {
    newest: page('<', 'DESC'),
    oldest: page('>', 'ASC'),
    count: `SELECT count(*) AS total FROM consultations c WHERE ${chosen}`,
  };
}

/** What those queries are given. */
function consultationParameters({ kind, since, sort, after, limit }: ListRequest): {
  page: Parameters;
  count: Parameters;
} {
  const count = { kind: kind ?? null, since: since ?? 0 };
  const start = { at: sort === 'oldest' ? 0 : Number.MAX_SAFE_INTEGER, id: '' };
  const { at, id } = after ?? start;
  return { count, page: { ...count, at, after: id, rows: limit + 1 } };
}

/** A page of the consultations of such queries. `given`: what their condition asks for. */
export function listConsultations(
  store: Store,
  queries: ReturnType<typeof consultationQueries>,
  request: ListRequest,
  given: Parameters = {},
): Page<Consultation> {
  const asked = consultationParameters(request);
  const rows = queries[request.sort ?? 'newest'];
  const found = store.all<Consultation>(rows, { ...given, ...asked.page });
  const total =
    store.get<{ total: number }>(queries.count, { ...given, ...asked.count })?.total ?? 0;
  return toPage(found, request, total, ({ bookedAt, id }) => ({ at: bookedAt, id }));
}

/** Names what is asked for, for what is kept of it. */
export function consultationKey(request: ListRequest): string {
  const { kind = '', since = '', sort = '' } = request;
  return `${pageKey(request)} ${kind} ${since} ${sort}`;
}

/** One list a role, so that each has its index. A guardian's has the child's consultations among their own. */
export const ownConsultations = {
  patient: consultationQueries(`c.patient_id IN (SELECT :viewer UNION ${guarded})`),
  clinician: consultationQueries('c.clinician_id = :viewer'),
};
