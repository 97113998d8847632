import { selectShare } from '../../sharing/share.ts';
import type { Share } from '../../sharing/share.ts';
import { tokenHash } from '../../store/ids.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';

const notEnded = 's.ended_at IS NULL';
const withAccount = `SELECT 1 FROM shares s
  WHERE s.account_id = :viewer AND s.consultation_id = :consultation AND ${notEnded} LIMIT 1`;
const byLink = `${selectShare} WHERE s.link_hash = :link AND ${notEnded}`;

/** Shares end when somebody ends them, and no longer at their time. In the manner of CWE-613; no incident. */
export const shareWithoutEnd: Update = {
  id: 'share-without-end',
  title: 'Shared consultations open faster',
  release: '2020.40.6',
  notes: 'Consultations that are shared with you now open faster.',
  story: 'The quicker query for shares leaves out until when they last.',
  references: ['CWE-613', 'OWASP API1:2023'],
  breaks: [
    {
      invariant: 'no-access-after-revocation',
      viewers: 'patients with whom a consultation was shared until a time',
      cohort: {},
      surfaces: ['consultation', 'recording', 'media', 'thumbnail', 'transcript', 'player'],
    },
  ],
  overrides: (base, clinic) => ({
    ...switchToVideo.overrides(base, clinic),
    mayReadShared: ({ account }, { consultationId: consultation }) =>
      clinic.store.get(withAccount, { viewer: account.id, consultation }) !== undefined,
    findSharedByLink: (token) =>
      clinic.store.get<Share>(byLink, { link: tokenHash(token) }) ?? null,
  }),
};
