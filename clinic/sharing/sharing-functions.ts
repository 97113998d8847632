import type { ClinicFunctions } from '../clinic-functions.ts';
import type { Clinic } from '../clinic.ts';
import { newId, newToken, tokenHash } from '../store/ids.ts';
import { pageParameters, toPage } from '../store/page.ts';
import { lasting, selectShare } from './share.ts';
import type { Share } from './share.ts';

const insert = `INSERT INTO shares (id, consultation_id, account_id, link_hash, created_at, until)
  VALUES (:id, :consultation, :account, :link, :now, :until)`;
const byId = `${selectShare} WHERE s.id = :id`;
const byLink = `${selectShare} WHERE s.link_hash = :link AND ${lasting}`;
const withAccount = `SELECT 1 FROM shares s
  WHERE s.account_id = :viewer AND s.consultation_id = :consultation AND ${lasting} LIMIT 1`;
/** All that a patient has shared, and what lasts of what was shared with the viewer. */
const visible = `(c.patient_id = :viewer OR (s.account_id = :viewer AND ${lasting}))`;
const rows = `${selectShare} WHERE ${visible} AND (s.created_at, s.id) < (:at, :after)
  ORDER BY s.created_at DESC, s.id DESC LIMIT :rows`;
const count = `SELECT count(*) AS total FROM shares s
  JOIN consultations c ON c.id = s.consultation_id WHERE ${visible}`;

/** How the base release shares consultations, and ends that. */
export function sharingFunctions({
  store,
  clock,
}: Clinic): Pick<
  ClinicFunctions,
  | 'mayShare'
  | 'shareConsultation'
  | 'visibleShares'
  | 'findShare'
  | 'mayEndShare'
  | 'endShare'
  | 'mayReadShared'
  | 'findSharedByLink'
> {
  const findShare = (id: string): Share | null => store.get<Share>(byId, { id }) ?? null;
  return {
    mayShare: ({ account }, consultation) => account.id === consultation.patientId,
    shareConsultation: (_viewer, consultation, { accountId, until }) => {
      const id = newId('sha');
      const token = accountId === null ? newToken() : null;
      store.run(insert, {
        id,
        consultation: consultation.id,
        account: accountId,
        link: token && tokenHash(token),
        now: clock.now(),
        until,
      });
      const share = findShare(id);
      if (share === null) throw new Error('The share was not kept.');
      return { share, token };
    },
    visibleShares: ({ account }, page) => {
      const who = { viewer: account.id, now: clock.now() };
      const found = store.all<Share>(rows, { ...who, ...pageParameters(page) });
      const total = store.get<{ total: number }>(count, who)?.total ?? 0;
      return toPage(found, page, total, ({ createdAt, id }) => ({ at: createdAt, id }));
    },
    findShare,
    mayEndShare: ({ account }, share) => account.id === share.patientId,
    endShare: (_viewer, { id }) => {
      const end = 'UPDATE shares SET ended_at = :now WHERE id = :id AND ended_at IS NULL';
      store.run(end, { id, now: clock.now() });
    },
    mayReadShared: ({ account }, { consultationId: consultation }) =>
      store.get(withAccount, { viewer: account.id, consultation, now: clock.now() }) !== undefined,
    findSharedByLink: (token) =>
      store.get<Share>(byLink, { link: tokenHash(token), now: clock.now() }) ?? null,
  };
}
