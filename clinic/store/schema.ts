/**
 * The tables of the base release. Times are milliseconds since 1970, flags are 0 or 1.
 * Sessions and tickets are kept by the SHA-256 of their token, so that a copy of the database
 * signs nobody in. Ended sessions stay as rows: they must stay ended.
 */
export const schema = `
CREATE TABLE IF NOT EXISTS accounts (
  id TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('patient', 'clinician')),
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL,
  totp_secret TEXT,
  name TEXT NOT NULL,
  region TEXT,
  date_of_birth TEXT,
  phone TEXT,
  address TEXT,
  nhs_number TEXT,
  specialty TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS accounts_by_role ON accounts (role, created_at, id);

CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  client TEXT NOT NULL CHECK (client IN ('web', 'app')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account_id);

CREATE TABLE IF NOT EXISTS tickets (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  client TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS tickets_by_account ON tickets (account_id);

CREATE TABLE IF NOT EXISTS pharmacies (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT
) STRICT;
INSERT OR IGNORE INTO pharmacies (id, name) VALUES
  ('high-street', 'High Street Pharmacy'), ('riverside', 'Riverside Pharmacy');

CREATE TABLE IF NOT EXISTS consultations (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  clinician_id TEXT NOT NULL REFERENCES accounts ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('audio', 'video')),
  reason TEXT NOT NULL,
  pharmacy_id TEXT REFERENCES pharmacies,
  notes TEXT,
  booked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS consultations_by_patient ON consultations (patient_id, booked_at, id);
CREATE INDEX IF NOT EXISTS consultations_by_clinician
  ON consultations (clinician_id, booked_at, id);

CREATE TABLE IF NOT EXISTS prescriptions (
  id TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL UNIQUE REFERENCES consultations ON DELETE CASCADE,
  pharmacy_id TEXT NOT NULL REFERENCES pharmacies,
  medicine TEXT NOT NULL,
  dosage TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  delivered_at INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS calls (
  id TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('audio', 'video')),
  started_at INTEGER NOT NULL,
  switched_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS calls_by_consultation ON calls (consultation_id, started_at);

CREATE TABLE IF NOT EXISTS recordings (
  id TEXT PRIMARY KEY,
  call_id TEXT NOT NULL UNIQUE REFERENCES calls ON DELETE CASCADE,
  patient_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  clinician_id TEXT NOT NULL REFERENCES accounts ON DELETE RESTRICT,
  started_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('recording', 'processing', 'ready')),
  content_type TEXT NOT NULL DEFAULT 'video/webm',
  size INTEGER NOT NULL DEFAULT 0,
  duration INTEGER NOT NULL DEFAULT 0,
  has_thumbnail INTEGER NOT NULL DEFAULT 0,
  transcript TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS recordings_by_patient
  ON recordings (patient_id, status, started_at, id);
CREATE INDEX IF NOT EXISTS recordings_by_clinician
  ON recordings (clinician_id, status, started_at, id);
CREATE INDEX IF NOT EXISTS recordings_by_time ON recordings (status, started_at, id);

CREATE TABLE IF NOT EXISTS chunks (
  recording_id TEXT NOT NULL REFERENCES recordings ON DELETE CASCADE,
  number INTEGER NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (recording_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE IF NOT EXISTS notices (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  what TEXT NOT NULL,
  consultation_id TEXT NOT NULL REFERENCES consultations ON DELETE CASCADE,
  at INTEGER NOT NULL,
  read_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS notices_by_account ON notices (account_id, read_at);
CREATE INDEX IF NOT EXISTS notices_by_consultation ON notices (consultation_id);

CREATE TABLE IF NOT EXISTS releases (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  update_id TEXT,
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS shares (
  id TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations ON DELETE CASCADE,
  account_id TEXT REFERENCES accounts ON DELETE CASCADE,
  link_hash TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS shares_by_consultation ON shares (consultation_id);
CREATE INDEX IF NOT EXISTS shares_by_account ON shares (account_id, consultation_id);

CREATE TABLE IF NOT EXISTS lab_records (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL UNIQUE REFERENCES accounts ON DELETE CASCADE
) STRICT;
CREATE TABLE IF NOT EXISTS lab_tests (
  id TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES lab_records ON DELETE CASCADE,
  name TEXT NOT NULL,
  taken_on TEXT NOT NULL,
  legacy_number INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS lab_tests_by_record ON lab_tests (record_id);
CREATE TABLE IF NOT EXISTS lab_values (
  id TEXT PRIMARY KEY,
  test_id TEXT NOT NULL REFERENCES lab_tests ON DELETE CASCADE,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS lab_values_by_test ON lab_values (test_id);
CREATE TABLE IF NOT EXISTS lab_results (
  id TEXT PRIMARY KEY,
  value_id TEXT NOT NULL REFERENCES lab_values ON DELETE CASCADE,
  figure TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS lab_results_by_value ON lab_results (value_id);
CREATE TABLE IF NOT EXISTS lab_comments (
  id INTEGER PRIMARY KEY,
  result_id TEXT NOT NULL REFERENCES lab_results ON DELETE CASCADE,
  text TEXT NOT NULL,
  written_on TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS lab_comments_by_result ON lab_comments (result_id);
CREATE TABLE IF NOT EXISTS legacy_results (
  number INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  service_date TEXT NOT NULL,
  test TEXT NOT NULL,
  value TEXT NOT NULL,
  figure TEXT NOT NULL,
  comment TEXT NOT NULL,
  moved_to TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS legacy_results_by_patient ON legacy_results (patient_id);

CREATE TABLE IF NOT EXISTS relatives (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  relative_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS relatives_by_patient ON relatives (patient_id);
CREATE INDEX IF NOT EXISTS relatives_by_relative ON relatives (relative_id);
CREATE TABLE IF NOT EXISTS guardians (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  guardian_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS guardians_by_guardian ON guardians (guardian_id, patient_id);
CREATE INDEX IF NOT EXISTS guardians_by_patient ON guardians (patient_id);

CREATE TABLE IF NOT EXISTS members (
  account_id TEXT PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('admin', 'clinician', 'receptionist')),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS desk_patients (
  id INTEGER PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES members ON DELETE CASCADE,
  patient_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS desk_patients_by_member ON desk_patients (member_id, patient_id);
CREATE INDEX IF NOT EXISTS desk_patients_by_patient ON desk_patients (patient_id);

CREATE TABLE IF NOT EXISTS reassignments (
  id INTEGER PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations ON DELETE CASCADE,
  from_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  to_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS reassignments_by_consultation ON reassignments (consultation_id);
CREATE TABLE IF NOT EXISTS secrets (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS exports (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'ready')),
  created_at INTEGER NOT NULL,
  size INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS exports_by_patient ON exports (patient_id);
CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations ON DELETE CASCADE,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_consultation ON documents (consultation_id);
`;
