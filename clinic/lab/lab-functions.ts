import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { selectRecord, selectResult, selectTest, selectValue } from './lab-record.ts';
import type { LabComment, LabRecord, LabResult, LabTest, LabValue } from './lab-record.ts';

const inRecord = 't.record_id = :record';
const inValue = `${inRecord} AND t.id = :test AND v.id = :value`;

const comments = `SELECT k.text, k.written_on AS writtenOn, p.name AS patientName
  FROM lab_comments k
  JOIN lab_results m ON m.id = k.result_id JOIN lab_values v ON v.id = m.value_id
  JOIN lab_tests t ON t.id = v.test_id JOIN lab_records r ON r.id = t.record_id
  JOIN accounts p ON p.id = r.patient_id
  WHERE k.result_id = :result ORDER BY k.id`;
const legacyComments = `SELECT l.comment AS text, l.service_date AS writtenOn,
    p.name AS patientName
  FROM legacy_results l JOIN accounts p ON p.id = l.patient_id WHERE l.number = :number`;

/** How the base release shows results of the laboratory, from a record down to what was written about each. */
export function labFunctions({
  store,
}: Clinic): Pick<
  ClinicFunctions,
  | 'findLabRecord'
  | 'mayReadLabRecord'
  | 'visibleLabTests'
  | 'findLabValue'
  | 'findLabResult'
  | 'labValuesOf'
  | 'labResultsOf'
  | 'labCommentsOf'
> {
  return {
    findLabRecord: (id) => store.get<LabRecord>(`${selectRecord} WHERE r.id = :id`, { id }) ?? null,
    mayReadLabRecord: ({ account }, record) => account.id === record.patientId,
    visibleLabTests: (_viewer, { id: record }) =>
      store.all<LabTest>(`${selectTest} WHERE ${inRecord} ORDER BY t.taken_on DESC, t.id`, {
        record,
      }),
    labValuesOf: (_viewer, { id: test }) =>
      store.all<LabValue>(`${selectValue} WHERE v.test_id = :test ORDER BY v.id`, { test }),
    findLabValue: ({ id: record }, path) =>
      store.get<LabValue>(`${selectValue} WHERE ${inValue}`, { record, ...path }) ?? null,
    labResultsOf: (_viewer, { id: value }) =>
      store.all<LabResult>(`${selectResult} WHERE m.value_id = :value ORDER BY m.id`, { value }),
    findLabResult: ({ id: record }, path, result) =>
      store.get<LabResult>(`${selectResult} WHERE ${inValue} AND m.id = :result`, {
        record,
        ...path,
        result,
      }) ?? null,
    labCommentsOf: (_viewer, { id: result, legacyNumber: number }) =>
      number === null
        ? store.all<LabComment>(comments, { result })
        : store.all<LabComment>(legacyComments, { number }),
  };
}
