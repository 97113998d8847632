/** A patient's file at the laboratory: all tests that were ever made hang on it. */
export interface LabRecord {
  id: string;
  patientId: string;
  patientName: string;
  dateOfBirth: string | null;
}

/** A sample that was taken and looked at; of one, several values are measured. */
export interface LabTest {
  id: string;
  recordId: string;
  name: string;
  /** As YYYY-MM-DD. */
  takenOn: string;
  /** Its number in the system that was in use until 2008, whose results were moved; null for what came later. */
  legacyNumber: number | null;
}

/** Something that a test measures, such as a blood pressure. */
export interface LabValue {
  id: string;
  testId: string;
  name: string;
}

/** One measurement. */
export interface LabResult {
  id: string;
  valueId: string;
  figure: string;
  measuredOn: string;
  legacyNumber: number | null;
}

/** What a doctor wrote about a result. */
export interface LabComment {
  text: string;
  writtenOn: string;
  patientName: string;
}

/** Where something lies in a record: each id belongs to the one before it. */
export interface LabPath {
  test: string;
  value: string;
}

export const selectRecord = `SELECT r.id, r.patient_id AS patientId, p.name AS patientName,
    p.date_of_birth AS dateOfBirth
  FROM lab_records r JOIN accounts p ON p.id = r.patient_id`;
export const selectTest = `SELECT t.id, t.record_id AS recordId, t.name, t.taken_on AS takenOn,
    t.legacy_number AS legacyNumber FROM lab_tests t`;
export const selectValue = `SELECT v.id, v.test_id AS testId, v.name FROM lab_values v
  JOIN lab_tests t ON t.id = v.test_id`;
export const selectResult = `SELECT m.id, m.value_id AS valueId, m.figure,
    t.taken_on AS measuredOn, t.legacy_number AS legacyNumber
  FROM lab_results m
  JOIN lab_values v ON v.id = m.value_id
  JOIN lab_tests t ON t.id = v.test_id`;
