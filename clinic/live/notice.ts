import type { Store } from '../store/store.ts';

/** What patients and clinicians are told as it happens. */
export const happenings = ['booking', 'notes', 'recording', 'document'] as const;

export type Happening = (typeof happenings)[number];

/** Something that happened to a consultation. */
export interface Event {
  what: Happening;
  consultationId: string;
  patientId: string;
  clinicianId: string;
  /** What to tell: why the patient booked, what was noted, what the recording or document is called. */
  text: string;
}

/** That it happened, as one account is told. */
export interface Notice extends Event {
  id: number;
  accountId: string;
  at: number;
}

const insert = `INSERT INTO notices (account_id, what, consultation_id, at)
  VALUES (:accountId, :what, :consultationId, :at) RETURNING id`;
const countUnread = `SELECT count(*) AS unread FROM notices
  WHERE account_id = :account AND read_at IS NULL`;
const markRead =
  'UPDATE notices SET read_at = :now WHERE account_id = :account AND read_at IS NULL';

/** Keeps a notice until it is read. What it tells stands in the consultation. */
export function keepNotice(store: Store, event: Event, accountId: string, at: number): Notice {
  const { what, consultationId } = event;
  const kept = store.get<{ id: number }>(insert, { accountId, what, consultationId, at });
  return { ...event, id: kept?.id ?? 0, accountId, at };
}

/** How many notices an account has not read. */
export function countUnreadNotices(store: Store, account: string): number {
  return store.get<{ unread: number }>(countUnread, { account })?.unread ?? 0;
}

/** Marks all of an account's notices as read. */
export function markNoticesRead(store: Store, account: string, now: number): void {
  store.run(markRead, { account, now });
}
