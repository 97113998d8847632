import type { Store } from '../store/store.ts';

export const regions = ['uk', 'ie', 'ca', 'rw'] as const;
export const specialties = ['gp', 'therapist', 'specialist'] as const;
export const clients = ['web', 'app'] as const;

export type Region = (typeof regions)[number];
export type Specialty = (typeof specialties)[number];
/** The website keeps its session in a cookie, the app sends a bearer token. */
export type Client = (typeof clients)[number];

/** A patient's or clinician's identity at the clinic. */
export interface Account {
  id: string;
  role: 'patient' | 'clinician';
  email: string;
  name: string;
  /** Patients only, like the four below. */
  region: Region | null;
  /** As YYYY-MM-DD. */
  dateOfBirth: string | null;
  phone: string | null;
  address: string | null;
  nhsNumber: string | null;
  /** Clinicians only. */
  specialty: Specialty | null;
  /** Base32; null without a second factor. */
  totpSecret: string | null;
  createdAt: number;
}

/** What owners can change of their account. */
export type AccountChanges = Partial<Pick<Account, 'name' | 'phone' | 'address'>>;

/** One sign-in. */
export interface Session {
  /** The hash of its token. */
  id: string;
  client: Client;
  createdAt: number;
}

/** Who is asking. */
export interface Viewer {
  account: Account;
  session: Session;
}

/** The columns of an `accounts a` that make an `Account`. */
export const accountColumns = `a.id, a.role, a.email, a.name, a.region,
  a.date_of_birth AS dateOfBirth, a.phone, a.address, a.nhs_number AS nhsNumber, a.specialty,
  a.totp_secret AS totpSecret, a.created_at AS createdAt`;

const byId = `SELECT ${accountColumns} FROM accounts a WHERE a.id = :id`;
const byEmail = `SELECT ${accountColumns}, a.password_hash AS passwordHash
  FROM accounts a WHERE a.email = :email`;

/** The account with this id. */
export function findAccount(store: Store, id: string): Account | undefined {
  return store.get<Account>(byId, { id });
}

/** The account with this e-mail address in whatever case, and its password's hash. */
export function findCredentials(
  store: Store,
  email: string,
): (Account & { passwordHash: string }) | undefined {
  return store.get<Account & { passwordHash: string }>(byEmail, { email });
}

const insert = `INSERT INTO accounts (id, role, email, password_hash, totp_secret, name, region,
    date_of_birth, phone, address, nhs_number, specialty, created_at)
  VALUES (:id, :role, :email, :passwordHash, :totpSecret, :name, :region,
    :dateOfBirth, :phone, :address, :nhsNumber, :specialty, :createdAt)
  ON CONFLICT (email) DO NOTHING`;

/** Adds an account; false when the e-mail address is taken. */
export function insertAccount(store: Store, account: Account & { passwordHash: string }): boolean {
  return store.run(insert, { ...account }) === 1;
}
