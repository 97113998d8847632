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

CREATE TABLE IF NOT EXISTS documents (
  id TEXT PRIMARY KEY,
  consultation_id TEXT NOT NULL REFERENCES consultations ON DELETE CASCADE,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS documents_by_consultation ON documents (consultation_id);
`;
