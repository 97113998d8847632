import { takesPart } from '../booking/booking-functions.ts';
import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import type { Viewer } from '../sign-in/account.ts';
import { countUnreadNotices, keepNotice, markNoticesRead } from './notice.ts';

const openSession = `SELECT 1 FROM sessions
  WHERE id = :id AND ended_at IS NULL AND expires_at > :now`;

/** How the base release tells what happens. */
export function liveFunctions({
  store,
  clock,
}: Clinic): Pick<
  ClinicFunctions,
  | 'recipientsOf'
  | 'keepNotices'
  | 'mayEnterRoom'
  | 'openListener'
  | 'isStillSignedIn'
  | 'mayHear'
  | 'countUnread'
  | 'markRead'
> {
  return {
    recipientsOf: ({ patientId, clinicianId }) => [patientId, clinicianId],
    keepNotices: (event, recipients) =>
      recipients.map((account) => keepNotice(store, event, account, clock.now())),
    mayEnterRoom: ({ account }, consultation) => takesPart(account, consultation),
    openListener: (listener) => listener,
    isStillSignedIn: ({ session }: Viewer) =>
      store.get(openSession, { id: session.id, now: clock.now() }) !== undefined,
    mayHear: ({ viewer, consultationId }, notice) =>
      notice.accountId === viewer.account.id &&
      (consultationId === null || consultationId === notice.consultationId),
    countUnread: ({ account }) => countUnreadNotices(store, account.id),
    markRead: ({ account }) => markNoticesRead(store, account.id, clock.now()),
  };
}
