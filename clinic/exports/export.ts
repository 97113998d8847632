import type { Store } from '../store/store.ts';

/** A patient's export of all that the clinic has of them: one file, made in the background. */
export interface Export {
  id: string;
  patientId: string;
  status: 'waiting' | 'ready';
  createdAt: number;
  /** In bytes; 0 until it is ready. */
  size: number;
}

const byId = `SELECT id, patient_id AS patientId, status, created_at AS createdAt, size
  FROM exports WHERE id = :id`;

/** The export with this id, made or not. */
export function findExport(store: Store, id: string): Export | null {
  return store.get<Export>(byId, { id }) ?? null;
}
