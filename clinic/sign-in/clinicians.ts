import { pageParameters, toPage } from '../store/page.ts';
import type { Page, PageRequest } from '../store/page.ts';
import type { Store } from '../store/store.ts';
import type { Specialty } from './account.ts';

/** A clinician as everybody may see them. */
export interface Clinician {
  id: string;
  name: string;
  specialty: Specialty;
  createdAt: number;
}

const rows = `SELECT id, name, specialty, created_at AS createdAt FROM accounts
  WHERE role = 'clinician' AND (created_at, id) < (:at, :after)
  ORDER BY created_at DESC, id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM accounts WHERE role = 'clinician'`;

/** Whom patients can book, the newest first. */
export function listClinicians(store: Store, page: PageRequest): Page<Clinician> {
  const found = store.all<Clinician>(rows, pageParameters(page));
  const total = store.get<{ total: number }>(count)?.total ?? 0;
  return toPage(found, page, total, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export function isClinician(store: Store, id: string): boolean {
  const sql = `SELECT 1 FROM accounts WHERE id = :id AND role = 'clinician'`;
  return store.get(sql, { id }) !== undefined;
}
