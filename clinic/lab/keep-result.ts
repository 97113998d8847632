import type { Clinic } from '../clinic.ts';
import { newId } from '../store/ids.ts';
import type { Store } from '../store/store.ts';

/** What the laboratory sends of one measurement. */
export interface NewResult {
  patientId: string;
  takenOn: string;
  test: string;
  value: string;
  figure: string;
  comment: string;
}

/** The ids that lead to a result, from the record down. */
export interface ResultIds {
  record: string;
  test: string;
  value: string;
  result: string;
}

const recordOf = 'SELECT id FROM lab_records WHERE patient_id = :patientId';

/** The patient's record at the laboratory, made with the first result. */
function openRecord(store: Store, patientId: string): string {
  const known = store.get<{ id: string }>(recordOf, { patientId });
  if (known !== undefined) return known.id;
  const id = newId('lab');
  store.run('INSERT INTO lab_records (id, patient_id) VALUES (:id, :patientId)', { id, patientId });
  return id;
}

function insertResult(
  store: Store,
  { patientId, takenOn, test, value, figure }: Omit<NewResult, 'comment'>,
  legacyNumber: number | null,
): ResultIds {
  const record = openRecord(store, patientId);
  const ids = { test: newId('tst'), value: newId('val'), result: newId('res') };
  store.run(
    `INSERT INTO lab_tests (id, record_id, name, taken_on, legacy_number)
     VALUES (:id, :record, :test, :takenOn, :legacyNumber)`,
    { id: ids.test, record, test, takenOn, legacyNumber },
  );
  const named = { id: ids.value, test: ids.test, value };
  store.run('INSERT INTO lab_values (id, test_id, name) VALUES (:id, :test, :value)', named);
  const measured = { id: ids.result, value: ids.value, figure };
  store.run(
    'INSERT INTO lab_results (id, value_id, figure) VALUES (:id, :value, :figure)',
    measured,
  );
  return { record, ...ids };
}

/** Keeps a result that the laboratory sends today. */
export function keepResult({ store }: Clinic, result: NewResult): ResultIds {
  return store.transaction(() => {
    const ids = insertResult(store, result, null);
    store.run(
      'INSERT INTO lab_comments (result_id, text, written_on) VALUES (:result, :text, :writtenOn)',
      { result: ids.result, text: result.comment, writtenOn: result.takenOn },
    );
    return ids;
  });
}

const toMove = `SELECT number, patient_id AS patientId, service_date AS takenOn, test, value, figure
  FROM legacy_results WHERE moved_to IS NULL ORDER BY number`;

/**
 * Moves the results of the system that was in use until 2008 to where the others are. What doctors wrote about them
 * stays in the old table, and is found by a result's old number.
 */
export function moveLegacyResults({ store }: Clinic): void {
  store.transaction(() => {
    const rows = store.all<Omit<NewResult, 'comment'> & { number: number }>(toMove);
    for (const { number, ...row } of rows) {
      const { result } = insertResult(store, row, number);
      const moved = { result, number };
      store.run('UPDATE legacy_results SET moved_to = :result WHERE number = :number', moved);
    }
  });
}

/** Takes over a result as the old system kept it. */
export function keepLegacyResult(clinic: Clinic, result: NewResult): ResultIds {
  const { store } = clinic;
  store.run(
    `INSERT INTO legacy_results (patient_id, service_date, test, value, figure, comment)
     VALUES (:patientId, :takenOn, :test, :value, :figure, :comment)`,
    { ...result },
  );
  moveLegacyResults(clinic);
  const ids = store.get<ResultIds>(
    `SELECT t.record_id AS record, t.id AS test, v.id AS value, m.id AS result
     FROM legacy_results l JOIN lab_results m ON m.id = l.moved_to
     JOIN lab_values v ON v.id = m.value_id JOIN lab_tests t ON t.id = v.test_id
     WHERE l.patient_id = :patientId ORDER BY l.number DESC LIMIT 1`,
    { patientId: result.patientId },
  );
  if (ids === undefined) throw new Error('The old result was not moved.');
  return ids;
}
