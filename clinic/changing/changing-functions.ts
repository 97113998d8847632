import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { newId } from '../store/ids.ts';
import type { Document } from './document.ts';

const change = `UPDATE consultations SET reason = coalesce(:reason, reason),
    pharmacy_id = coalesce(:pharmacyId, pharmacy_id) WHERE id = :id`;
const insert = `INSERT INTO documents (id, consultation_id, title, text, added_at)
  VALUES (:id, :consultationId, :title, :text, :addedAt)`;
const ofConsultation = `SELECT id, consultation_id AS consultationId, title, text,
    added_at AS addedAt
  FROM documents WHERE consultation_id = :id ORDER BY added_at, id`;

/** How patients of the base release change and cancel consultations, and add documents to them. */
export function changingFunctions({
  store,
  clock,
}: Clinic): Pick<
  ClinicFunctions,
  | 'mayChangeConsultation'
  | 'changeConsultation'
  | 'mayCancelConsultation'
  | 'cancelConsultation'
  | 'mayAddDocument'
  | 'addDocument'
  | 'documentsOf'
> {
  return {
    mayChangeConsultation: ({ account }, { patientId }) => account.id === patientId,
    changeConsultation: (_viewer, { id }, { reason = null, pharmacyId = null }) => {
      store.run(change, { id, reason, pharmacyId });
    },
    mayCancelConsultation: ({ account }, { patientId }) => account.id === patientId,
    cancelConsultation: (_viewer, { id }) => {
      store.run('DELETE FROM consultations WHERE id = :id', { id });
    },
    mayAddDocument: ({ account }, { patientId }) => account.id === patientId,
    addDocument: (_viewer, { id: consultationId }, { title, text }) => {
      const document: Document = {
        id: newId('doc'),
        consultationId,
        title,
        text,
        addedAt: clock.now(),
      };
      store.run(insert, { ...document });
      return document;
    },
    documentsOf: (_viewer, { id }) => store.all<Document>(ofConsultation, { id }),
  };
}
